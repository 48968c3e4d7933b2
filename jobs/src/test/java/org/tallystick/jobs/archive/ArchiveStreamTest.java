package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;
import static org.tallystick.jobs.sink.SampleCells.HOUR;
import static org.tallystick.jobs.sink.SampleCells.START;
import static org.tallystick.jobs.sink.SampleCells.cell;
import static org.tallystick.jobs.sink.SampleCells.retraction;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.runtime.typeutils.RowDataSerializer;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DateType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.TimeType;
import org.apache.flink.table.types.logical.TimestampType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.Cell;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.event.EventLayout;
import org.tallystick.flink.CellType;
import org.tallystick.jobs.sink.Jobs;
import org.tallystick.json.CellJson;
import org.tallystick.pipeline.ArchiveSpec;
import org.tallystick.sql.MetricReject;

class ArchiveStreamTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(Jobs.cluster());

    private static final LogicalType STRING = new VarCharType(VarCharType.MAX_LENGTH);
    private static final LogicalType LONG = new BigIntType();
    private static final EventLayout LAYOUT = layout(field("origin", STRING), field("delay", LONG));
    private static final long EVENTS = 60;
    private static final long MINUTES = 60_000;
    private static final WrittenBy BY = new WrittenBy("test", "0123", 0, "0");

    @TempDir Path folder;

    static Map<String, String> catalog(String type, Path folder) {
        var warehouse = "file:" + folder.resolve("warehouse");
        return type.equals("hadoop")
                ? Map.of("type", "hadoop", "warehouse", warehouse)
                : Map.of(
                        "type",
                        "jdbc",
                        "uri",
                        "jdbc:sqlite:" + folder.resolve("data/catalog.db"),
                        "warehouse",
                        warehouse);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc", "hadoop"})
    void everyTableHoldsEverythingOnceThroughAFailure(String type) throws Exception {
        var test = "archive-" + type;
        var env = Jobs.streaming();
        GeneratorFunction<Long, RowData> event = ArchiveStreamTest::event;
        TypeInformation<RowData> rows = InternalTypeInfo.of(LAYOUT.rowType());
        try (var archive = open(type)) {
            var events =
                    Jobs.records(env, EVENTS, 10, event, rows)
                            .map(new Jobs.FailOnce<>(test), rows)
                            .uid("failing");
            var writer = archive.writer(Known.NOTHING);
            writer.events(events);
            writer.rejects(
                    events.map(ArchiveStreamTest::reject, rows).uid("to-reject"),
                    events.map(
                                    ArchiveStreamTest::metricReject,
                                    TypeInformation.of(MetricReject.class))
                            .uid("to-metric-reject"));
            writer.results(
                    events.map(ArchiveStreamTest::toCell, CellType.INSTANCE).uid("to-cell"),
                    List.of(DEPARTURES),
                    "live");
            writer.ledger(
                    events.map(ArchiveStreamTest::late, TypeInformation.of(LedgerEntry.class))
                            .uid("to-late"),
                    "live");
            writer.commit(BY);
            env.execute();

            assertThat(Jobs.FailOnce.failures(test)).isEqualTo(1);
            assertThat(column(archive, "events", "_offset")).containsExactlyInAnyOrder(numbers());
            assertThat(column(archive, "rejects", "offset"))
                    .containsExactlyInAnyOrder(LongStream.range(0, 2 * EVENTS).boxed().toArray());
            assertThat(column(archive, "results", "events")).containsExactlyInAnyOrder(numbers());
            assertThat(column(archive, "ledger", "events")).containsExactlyInAnyOrder(numbers());
            long sum = EVENTS * (EVENTS - 1) / 2;
            assertThat(archive.report())
                    .isEqualTo(new ArchiveReport(EVENTS, EVENTS, EVENTS, sum, 0, EVENTS, EVENTS));
        }
    }

    @Test
    void aRejectOfAMetricIsARowWithItsPlaceAndItsReason() throws Exception {
        var env = Jobs.streaming();
        GeneratorFunction<Long, RowData> event = ArchiveStreamTest::event;
        TypeInformation<RowData> rows = InternalTypeInfo.of(LAYOUT.rowType());
        var type = TypeInformation.of(MetricReject.class);
        try (var archive = open("jdbc")) {
            var events =
                    Jobs.records(env, EVENTS, 10, event, rows)
                            .filter(row -> row.getLong(LAYOUT.offset()) == 0)
                            .uid("one");
            var writer = archive.writer(Known.NOTHING);
            writer.rejects(
                    events.filter(any -> false).uid("none"),
                    events.map(ArchiveStreamTest::metricReject, type).uid("to-reject"));
            writer.commit(BY);
            env.execute();

            try (var read = IcebergGenerics.read(archive.table("rejects")).build()) {
                assertThat(read)
                        .singleElement()
                        .satisfies(
                                row ->
                                        assertThat(
                                                        Stream.of(
                                                                        "bytes",
                                                                        "topic",
                                                                        "partition",
                                                                        "offset",
                                                                        "reason",
                                                                        "metric",
                                                                        "expression")
                                                                .map(row::getField))
                                                .containsExactly(
                                                        null,
                                                        "flights",
                                                        3,
                                                        EVENTS,
                                                        "metric departures: key k n / d: division"
                                                                + " by zero",
                                                        "departures",
                                                        "n / d"));
            }
            assertThat(archive.report()).isEqualTo(new ArchiveReport(0, 0, 1, 0, 0, 0, 0));
        }
    }

    @Test
    void aRangeOfEventsComesBackAsItLeftTheSource() throws Exception {
        try (var archive = open("jdbc")) {
            archiveEvents(archive);
            var all =
                    Set.of(
                            "origin",
                            "delay",
                            "_topic",
                            "_partition",
                            "_offset",
                            "_partition_time",
                            "_ingested_at");

            var read = read(archive, scan(START + 70 * MINUTES, START + 90 * MINUTES, all));

            var expected = LongStream.range(7, 9).mapToObj(ArchiveStreamTest::event).toList();
            assertThat(read).containsExactlyInAnyOrderElementsOf(binary(expected));
            var whole = TimeRanges.of(Long.MIN_VALUE, Long.MAX_VALUE);
            assertThat(archive.scanSize(whole).files()).isEqualTo(10);
            assertThat(archive.scanSize(whole).rows()).isEqualTo(EVENTS);
            var part = TimeRanges.of(START + 70 * MINUTES, START + 2 * HOUR);
            assertThat(archive.scanSize(part).files()).isEqualTo(1);
            assertThat(archive.scanSize(part).rows()).isEqualTo(6);
        }
    }

    @Test
    void columnsThatAreNotNeededAreNotRead() throws Exception {
        try (var archive = open("jdbc")) {
            archiveEvents(archive);

            var read = read(archive, scan(START, START + 10 * MINUTES, Set.of("_offset")));

            assertThat(read).hasSize(1);
            var event = read.get(0);
            assertThat(event.getLong(LAYOUT.offset())).isZero();
            assertThat(event.getLong(LAYOUT.time())).isEqualTo(START);
            assertThat(event.isNullAt(0)).isTrue();
            assertThat(event.isNullAt(LAYOUT.topic())).isTrue();
        }
    }

    @Test
    void aPinnedSnapshotStaysWhatItWas() throws Exception {
        try (var archive = open("jdbc")) {
            archiveEvents(archive);
            var pinned = archive.snapshotOf("events");
            archiveEvents(archive);

            var scan = new EventScan(Optional.empty(), Optional.empty(), pinned, Set.of("_offset"));

            assertThat(read(archive, scan)).hasSize((int) EVENTS);
            assertThat(archive.report().events()).isEqualTo(2 * EVENTS);
            assertThat(archive.snapshotOf("events")).isNotEqualTo(pinned);
        }
    }

    @Test
    void anEmptyArchiveReadsAsNothing() throws Exception {
        try (var archive = open("jdbc")) {
            assertThat(read(archive, scan(START, START + HOUR, Set.of()))).isEmpty();
        }
    }

    @Test
    void eventsOfAnOlderSchemaReadAsNullInNewColumns() throws Exception {
        try (var archive = open("jdbc")) {
            archiveEvents(archive);
        }
        var newer = layout(field("gate", STRING), field("origin", STRING));
        try (var archive = Archive.open(spec("jdbc"), newer)) {
            var env = Jobs.batch();
            TypeInformation<RowData> rows = InternalTypeInfo.of(newer.rowType());
            var writer = archive.corrections();
            writer.events(Jobs.records(env, 1, index -> newerEvent(newer), rows));
            writer.commit(BY);
            env.execute();

            var scan =
                    new EventScan(
                            Optional.empty(),
                            Optional.empty(),
                            OptionalLong.empty(),
                            Set.of("gate", "origin"));
            var read = read(archive, scan);

            assertThat(read).hasSize((int) EVENTS + 1);
            assertThat(read.stream().filter(event -> !event.isNullAt(0)))
                    .singleElement()
                    .satisfies(event -> assertThat(event.getString(0)).hasToString("B42"))
                    .satisfies(event -> assertThat(event.getString(1)).hasToString("LAX"));
            assertThat(archive.table("events").schema().findField("delay")).isNotNull();
        }
    }

    @Test
    void nestedAndShortTimestampsKeepTheirValues() throws Exception {
        var nested = new RowType(List.of(field("at", new TimestampType(3)), field("n", LONG)));
        var rich =
                layout(
                        field("at", new TimestampType(3)),
                        field("stops", new ArrayType(new TimestampType(3))),
                        field("tags", new MapType(STRING.copy(false), nested)),
                        field("price", new DecimalType(12, 2)),
                        field("day", new DateType()),
                        field("clock", new TimeType(3)));
        var at = TimestampData.fromEpochMillis(START + 7);
        TypeInformation<RowData> rows = InternalTypeInfo.of(rich.rowType());
        try (var archive = Archive.open(spec("jdbc"), rich)) {
            var env = Jobs.batch();
            var writer = archive.corrections();
            writer.events(Jobs.records(env, 1, index -> richEvent(rich), rows));
            writer.commit(BY);
            env.execute();

            var columns = Set.of("at", "stops", "tags", "price", "day", "clock");
            var scan =
                    new EventScan(
                            Optional.empty(), Optional.empty(), OptionalLong.empty(), columns);
            var read = read(archive, scan).get(0);

            assertThat(read.getTimestamp(0, 3)).isEqualTo(at);
            assertThat(read.getArray(1).getTimestamp(0, 3)).isEqualTo(at);
            assertThat(read.getArray(1).isNullAt(1)).isTrue();
            var row = read.getMap(2).valueArray().getRow(0, 2);
            assertThat(row.getTimestamp(0, 3)).isEqualTo(at);
            assertThat(row.getLong(1)).isEqualTo(5);
            assertThat(read.getDecimal(3, 12, 2)).hasToString("-1.50");
            assertThat(read.getInt(4)).isEqualTo(11_323);
            assertThat(read.getInt(5)).isEqualTo(3_723_004);
        }
    }

    @Test
    void theNewestVersionOfEachCellInRangeIsRead() throws Exception {
        var live =
                List.of(
                        cell("JFK", 1, 0.1, 0),
                        cell("JFK", 2, 0.2, 1),
                        cell("LAX", 3, 0.3, 0),
                        retraction("LAX", 1),
                        cell(null, 4, -0.0, 0),
                        cell(START + HOUR, "JFK", 5, 0.5, 0));
        try (var archive = open("jdbc")) {
            publish(archive, "live", live);
            publish(archive, "again", List.of(cell("JFK", 9, 0.9, 1)));

            var read = published(archive, Optional.empty(), instant(START + HOUR));

            assertThat(read)
                    .containsExactlyInAnyOrder(
                            form(cell("JFK", 9, 0.9, 1), "again"),
                            form(live.get(3), "live"),
                            form(live.get(4), "live"));
            assertThat(published(archive, instant(START + HOUR), Optional.empty()))
                    .containsExactly(form(live.get(5), "live"));
            assertThat(archive.report().cells()).isEqualTo(3);
            assertThat(archive.report().versions()).isEqualTo(7);
        }
    }

    private Archive open(String type) {
        return Archive.open(spec(type), LAYOUT);
    }

    private ArchiveSpec spec(String type) {
        return new ArchiveSpec(catalog(type, folder), "flights");
    }

    /** One event every ten minutes: six an hour. */
    private static RowData event(long index) {
        var event = new GenericRowData(LAYOUT.rowType().getFieldCount());
        event.setField(0, StringData.fromString("A" + index));
        event.setField(1, index % 2 == 0 ? null : index);
        metadata(LAYOUT, event, index);
        return event;
    }

    private static void metadata(EventLayout layout, GenericRowData event, long index) {
        event.setField(layout.topic(), StringData.fromString("flights"));
        event.setField(layout.partition(), 0);
        event.setField(layout.offset(), index);
        event.setField(layout.partitionTime(), index == 0 ? null : START - index);
        event.setField(layout.ingestedAt(), START + index);
        event.setField(layout.time(), START + 10 * MINUTES * index);
        event.setField(layout.identity(), identity(event.getLong(layout.time())));
    }

    private static long identity(long time) {
        return ~time;
    }

    private static RowData newerEvent(EventLayout layout) {
        var event = new GenericRowData(layout.rowType().getFieldCount());
        event.setField(0, StringData.fromString("B42"));
        event.setField(1, StringData.fromString("LAX"));
        metadata(layout, event, 1);
        return event;
    }

    private static RowData richEvent(EventLayout rich) {
        var at = TimestampData.fromEpochMillis(START + 7);
        var event = new GenericRowData(rich.rowType().getFieldCount());
        event.setField(0, at);
        event.setField(1, new GenericArrayData(new Object[] {at, null}));
        event.setField(
                2,
                new GenericMapData(Map.of(StringData.fromString("a"), GenericRowData.of(at, 5L))));
        event.setField(3, DecimalData.fromBigDecimal(new BigDecimal("-1.50"), 12, 2));
        event.setField(4, 11_323);
        event.setField(5, 3_723_004);
        metadata(rich, event, 9);
        return event;
    }

    private static RowData reject(RowData event) {
        var reject = new GenericRowData(LAYOUT.rowType().getFieldCount());
        reject.setField(LAYOUT.topic(), StringData.fromString("flights"));
        reject.setField(LAYOUT.partition(), 0);
        reject.setField(LAYOUT.offset(), event.getLong(LAYOUT.offset()));
        reject.setField(LAYOUT.ingestedAt(), START);
        reject.setField(LAYOUT.rejectReason(), StringData.fromString("not JSON"));
        reject.setField(LAYOUT.rejectBytes(), new byte[] {1});
        reject.setField(LAYOUT.rejectKind(), StringData.fromString("format"));
        return reject;
    }

    private static MetricReject metricReject(RowData event) {
        return new MetricReject(
                "departures",
                "n / d",
                "metric departures: key k n / d: division by zero",
                "flights",
                3,
                EVENTS + event.getLong(LAYOUT.offset()),
                START);
    }

    private static Cell toCell(RowData event) {
        long index = event.getLong(LAYOUT.offset());
        return cell("A" + index, index, 1.5, 0);
    }

    private static LedgerEntry late(RowData event) {
        long events = event.getLong(LAYOUT.offset());
        return new LedgerEntry("departures", "w", START, START + HOUR, "late", events, 7);
    }

    private static void archiveEvents(Archive archive) throws Exception {
        var env = Jobs.batch();
        env.setParallelism(1);
        GeneratorFunction<Long, RowData> event = ArchiveStreamTest::event;
        TypeInformation<RowData> rows = InternalTypeInfo.of(LAYOUT.rowType());
        var writer = archive.corrections();
        writer.events(Jobs.records(env, EVENTS, event, rows));
        writer.commit(BY);
        env.execute();
    }

    private static void publish(Archive archive, String run, List<Cell> cells) throws Exception {
        var env = Jobs.batch();
        GeneratorFunction<Long, Cell> cell = index -> cells.get(index.intValue());
        var writer = archive.corrections();
        writer.results(
                Jobs.records(env, cells.size(), cell, CellType.INSTANCE), List.of(DEPARTURES), run);
        writer.commit(BY);
        env.execute();
    }

    private static List<PublishedCell> published(
            Archive archive, Optional<Instant> from, Optional<Instant> to) throws Exception {
        var env = Jobs.batch();
        var cells =
                archive.reader()
                        .publishedCells(
                                env, TimeRanges.of(from, to), archive.snapshotOf("results"));
        try (var iterator = cells.executeAndCollect()) {
            var list = new ArrayList<PublishedCell>();
            iterator.forEachRemaining(list::add);
            return list;
        }
    }

    private static PublishedCell form(Cell cell, String run) {
        return PublishedCell.of(cell, new CellJson(List.of(DEPARTURES)), run);
    }

    private static EventScan scan(long from, long to, Set<String> columns) {
        return new EventScan(instant(from), instant(to), OptionalLong.empty(), columns);
    }

    private static Optional<Instant> instant(long millis) {
        return Optional.of(Instant.ofEpochMilli(millis));
    }

    private static List<RowData> read(Archive archive, EventScan scan) throws Exception {
        var env = Jobs.batch();
        int time = archive.layout().time();
        EventIdentity identity = event -> identity(event.getLong(time));
        try (var events = archive.reader().events(env, scan, identity).executeAndCollect()) {
            var list = new ArrayList<RowData>();
            events.forEachRemaining(list::add);
            return list;
        }
    }

    private static List<RowData> binary(List<RowData> rows) {
        var serializer = new RowDataSerializer(LAYOUT.rowType());
        return rows.stream().<RowData>map(row -> serializer.toBinaryRow(row).copy()).toList();
    }

    private static List<Object> column(Archive archive, String table, String column)
            throws IOException {
        try (var rows = IcebergGenerics.read(archive.table(table)).select(column).build()) {
            var values = new ArrayList<>();
            for (Record row : rows) {
                values.add(row.getField(column));
            }
            return values;
        }
    }

    private static Object[] numbers() {
        return IntStream.range(0, (int) EVENTS).mapToObj(Long::valueOf).toArray();
    }

    private static EventLayout layout(RowType.RowField... fields) {
        return new EventLayout(new RowType(List.of(fields)));
    }

    private static RowType.RowField field(String name, LogicalType type) {
        return new RowType.RowField(name, type);
    }
}
