package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.jobs.sink.Jobs;
import org.tallystick.pipeline.ArchiveSpec;

/** Every plain type comes back from columns as it was written, nulls too, over many batches. */
class ColumnarReadTest {
    private static final EventLayout LAYOUT =
            new EventLayout(
                    EventSchema.parse(
                                    """
{"type":"record","name":"Plain","fields":[
  {"name":"flag","type":["null","boolean"]},
  {"name":"small","type":["null","int"]},
  {"name":"large","type":["null","long"]},
  {"name":"single","type":["null","float"]},
  {"name":"number","type":["null","double"]},
  {"name":"text","type":["null","string"]},
  {"name":"bytes","type":["null","bytes"]},
  {"name":"day","type":["null",{"type":"int","logicalType":"date"}]},
  {"name":"at","type":["null",
    {"type":"long","logicalType":"timestamp-millis"}]},
  {"name":"exactly","type":["null",
    {"type":"long","logicalType":"timestamp-micros"}]},
  {"name":"local","type":["null",
    {"type":"long","logicalType":"local-timestamp-millis"}]}]}
""")
                            .rowType());
    private static final int FIELDS = LAYOUT.eventType().getFieldCount();
    private static final int EVENTS = 5_000;
    private static final int SPARSE = 4_000;
    private static final long START = Instant.parse("1969-12-31T23:00:00Z").toEpochMilli();

    @TempDir Path folder;

    @Test
    void everyPlainTypeComesBack() throws Exception {
        TypeInformation<RowData> rows = InternalTypeInfo.of(LAYOUT.rowType());
        try (var archive = Archive.open(spec(), LAYOUT)) {
            var env = Jobs.batch();
            env.setParallelism(1);
            var writer = archive.corrections();
            writer.events(Jobs.records(env, EVENTS, ColumnarReadTest::event, rows));
            writer.commit(new WrittenBy("test", "0123", 0, "0"));
            env.execute();

            assertThat(read(archive))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, EVENTS)
                                    .mapToObj(index -> binary(event(index)))
                                    .toList());
        }
    }

    @Test
    void filesOfEverySpanAreReadAndPassedOver() throws Exception {
        try (var archive = Archive.open(spec(), LAYOUT)) {
            var spans = archiveSparse(archive);
            assertThat(spans).contains(0, 1, 2, 3, 4);

            assertThat(read(archive))
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, SPARSE)
                                    .mapToObj(index -> binary(sparse(index)))
                                    .toList());
            long noon = sparse(200).getLong(LAYOUT.time());
            var all = TimeRanges.of(Long.MIN_VALUE, Long.MAX_VALUE);
            assertThat(archive.scanSize(TimeRanges.of(noon, noon + 3_600_000)).files())
                    .isLessThan(archive.scanSize(all).files() / 2);
        }
    }

    /** The spec ids of the files that were written. */
    private static Set<Integer> archiveSparse(Archive archive) throws Exception {
        var table = archive.table(ArchiveTable.EVENTS);
        var ours = archive.shape(ArchiveTable.EVENTS).rowType();
        var order = RowOrder.of(ours, table.schema());
        var toRow = new EventToRow(LAYOUT, order);
        var limits = new WriteLimits(1 << 20, 2, 5_000, 4);
        var rows = order.rowType(ours, table.schema());
        try (var files = DataFiles.of(table, rows, Optional.of("_time"), limits, 0, 0)) {
            for (long index = 0; index < SPARSE; index++) {
                files.write(toRow.map(sparse(index)));
            }
            var append = table.newAppend();
            var specs = new TreeSet<Integer>();
            for (var file : files.finish()) {
                append.appendFile(file);
                specs.add(file.specId());
            }
            append.commit();
            return specs;
        }
    }

    /** Ever further apart: from many in one hour to one in a year. */
    private static GenericRowData sparse(long index) {
        var event = event(index);
        event.setField(LAYOUT.time(), START + index * index * index * 10);
        return event;
    }

    @Test
    void whatIsNotPlainIsLeftToIcebergsReader() {
        var list = Types.ListType.ofOptional(2, Types.IntegerType.get());
        var number = Types.NestedField.optional(3, "number", Types.DoubleType.get());
        assertThat(ColumnarFiles.canRead(new Schema(number))).isTrue();
        assertThat(
                        ColumnarFiles.canRead(
                                new Schema(number, Types.NestedField.optional(1, "list", list))))
                .isFalse();
    }

    private List<RowData> read(Archive archive) throws Exception {
        var columns = new HashSet<>(LAYOUT.eventType().getFieldNames());
        columns.addAll(List.of("_topic", "_partition", "_offset", "_partition_time"));
        columns.add("_ingested_at");
        var all = new EventScan(Optional.empty(), Optional.empty(), OptionalLong.empty(), columns);
        var env = Jobs.batch();
        var events = archive.reader().events(env, all, event -> ~event.getLong(LAYOUT.offset()));
        try (var iterator = events.executeAndCollect()) {
            var list = new ArrayList<RowData>();
            iterator.forEachRemaining(event -> list.add(binary(event)));
            return list;
        }
    }

    private ArchiveSpec spec() {
        return new ArchiveSpec(
                Map.of(
                        "type",
                        "jdbc",
                        "uri",
                        "jdbc:sqlite:" + folder.resolve("catalog.db"),
                        "warehouse",
                        folder.resolve("warehouse").toUri().toString()),
                "plain");
    }

    private static RowData binary(RowData event) {
        return new RowDataSerializer(LAYOUT.rowType()).toBinaryRow(event).copy();
    }

    /** Another field is null in each of them; few texts at first, then ever new ones. */
    private static GenericRowData event(long index) {
        var event = new GenericRowData(LAYOUT.rowType().getFieldCount());
        var millis = TimestampData.fromEpochMillis(START + index * 7919);
        Object[] values = {
            index % 2 == 0,
            (int) (index * 65_537),
            index * 0x9E3779B97F4A7C15L,
            index * 0.1f,
            index * -0.1,
            StringData.fromString(index < 1000 ? "text-" + index % 7 : "Grüße-" + index),
            new byte[] {(byte) index, (byte) (index >> 8)},
            (int) (index - 2500),
            millis,
            TimestampData.fromEpochMillis(millis.getMillisecond(), 123_000),
            millis
        };
        for (int i = 0; i < FIELDS; i++) {
            event.setField(i, (index + i) % (FIELDS + 1) == 0 ? null : values[i]);
        }
        event.setField(LAYOUT.topic(), StringData.fromString("plain"));
        event.setField(LAYOUT.partition(), 0);
        event.setField(LAYOUT.offset(), index);
        event.setField(LAYOUT.partitionTime(), index == 0 ? null : START - index);
        event.setField(LAYOUT.ingestedAt(), START + index);
        event.setField(LAYOUT.time(), START + index);
        event.setField(LAYOUT.identity(), ~index);
        return event;
    }
}
