package org.tallystick.source.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.Schema;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.Deadlines;
import org.tallystick.engine.Lateness;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.source.Decoding;
import org.tallystick.source.PermanentFailure;
import org.tallystick.source.ReaderHarness;
import org.tallystick.source.clock.ClockedSource;
import org.tallystick.source.clock.ClockedSplit;

/** Avro container files: all codecs, from any place on, and damaged ones. */
class AvroFilesTest {
    private static final String AVRO =
            """
            {"type":"record","name":"Event","fields":[
              {"name":"time","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"text","type":["null","string"],"default":null}]}
            """;

    private static final String WRITER =
            """
            {"type":"record","name":"Other","fields":[
              {"name":"text","type":"string"},
              {"name":"time","type":{"type":"long","logicalType":"timestamp-micros"}}]}
            """;

    private static final EventLayout LAYOUT = new EventLayout(EventSchema.parse(AVRO).rowType());
    private static final Deadlines NOTHING_IS_LATE = new Deadlines(List.of(), Lateness.none());

    @TempDir Path folder;

    /** Blocks of three records. */
    private static byte[] file(String codec, int from, int to) throws Exception {
        var schema = new Schema.Parser().parse(WRITER);
        var out = new ByteArrayOutputStream();
        try (var writer = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>(schema))) {
            writer.setCodec(CodecFactory.fromString(codec));
            writer.create(schema, out, new byte[16]);
            for (int i = from; i < to; i++) {
                var record = new GenericData.Record(schema);
                record.put("text", "record " + i);
                record.put("time", i * 1_000_000L);
                writer.append(record);
                if (i % 3 == 2) {
                    writer.sync();
                }
            }
        }
        return out.toByteArray();
    }

    private void write(String name, byte[] bytes) throws Exception {
        Files.write(folder.resolve(name), bytes);
    }

    private ClockedSource<FilesSplit, Boolean> source() {
        var decoder = Decoding.ofFiles("avro", Map.of(), AVRO).decoder();
        var files = new FilesSource(folder.toString(), Optional.empty(), decoder, Map.of());
        return new ClockedSource<>(files, LAYOUT, NOTHING_IS_LATE, PermanentFailure.NONE);
    }

    private static ReaderHarness<?> started(ClockedSource<FilesSplit, Boolean> source)
            throws Exception {
        var start = new ClockedSplit<>(FilesSplit.START, OptionalLong.empty());
        var reader = new ReaderHarness<>(source);
        reader.add(List.of(source.getSplitSerializer().serialize(start)));
        reader.noMoreSplits();
        return reader;
    }

    private List<String> read() throws Exception {
        try (var reader = started(source())) {
            return reader.rest().stream().map(each -> text(each.row())).toList();
        }
    }

    private static String text(RowData row) {
        return "%d: %s"
                .formatted(
                        row.getLong(LAYOUT.offset()),
                        row.isNullAt(LAYOUT.time())
                                ? row.getString(LAYOUT.rejectReason())
                                : row.getString(1) + " " + row.getLong(LAYOUT.time()) / 1000);
    }

    private static String event(int number) {
        return "%d: record %d %d".formatted(number, number, number);
    }

    private static List<String> events(int from, int to) {
        var events = new ArrayList<String>();
        for (int i = from; i < to; i++) {
            events.add(event(i));
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "deflate", "snappy", "zstandard"})
    void recordsAreReadWithTheSchemaOfTheirFile(String codec) throws Exception {
        write("a.avro", file(codec, 0, 11));
        assertThat(read()).isEqualTo(events(0, 11));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bzip2", "xz"})
    void aCodecThatIsNotKnownIsNamed(String codec) throws Exception {
        var bytes = new String(file("deflate", 0, 2), ISO_8859_1);
        var other = (codec + "       ").substring(0, 7);
        write("a.avro", bytes.replace("deflate", other).getBytes(ISO_8859_1));
        assertThat(read()).singleElement().asString().contains("compressed with " + codec);
    }

    @Test
    void readingResumesAtEveryRecord() throws Exception {
        write("a.avro", file("deflate", 0, 8));
        var half = file("null", 0, 8);
        write("b.avro", Arrays.copyOf(half, half.length - 30));
        write("c.avro", "no Avro".getBytes(UTF_8));
        write("d.avro", file("null", 0, 0));
        var bad = file("null", 0, 8);
        bad[bad.length - 30] = (byte) 0xFF; // a length in the last block
        write("e.avro", bad);
        var all = read();
        assertThat(all).hasSizeGreaterThan(20);
        for (int stop = 0; stop <= all.size(); stop++) {
            assertThat(readInTwo(stop)).as("stopped after %d", stop).isEqualTo(all);
        }
    }

    private List<String> readInTwo(int stop) throws Exception {
        var source = source();
        var rows = new ArrayList<String>();
        List<byte[]> snapshot;
        try (var reader = started(source)) {
            for (int i = 0; i < stop; i++) {
                rows.add(text(reader.next().row()));
            }
            snapshot = reader.snapshot();
        }
        try (var reader = new ReaderHarness<>(source)) {
            reader.add(snapshot);
            reader.noMoreSplits();
            reader.rest().forEach(each -> rows.add(text(each.row())));
        }
        return rows;
    }

    @Test
    void ofAFileThatIsCutShortTheWholeBlocksCount() throws Exception {
        var whole = file("deflate", 0, 8);
        for (int length = 0; length < whole.length; length++) {
            write("a.avro", Arrays.copyOf(whole, length));
            var rows = read();
            if (rows.isEmpty() || !rows.get(rows.size() - 1).contains("damaged")) {
                assertThat(rows).isSubsetOf(events(0, 6)); // an end between two blocks shows not
                assertThat(rows.size() % 3).isZero();
            } else {
                assertThat(rows.subList(0, rows.size() - 1)).isSubsetOf(events(0, 6));
            }
        }
    }

    @Test
    void aDamagedBlockIsOneRejectAndTheNextIsRead() throws Exception {
        var whole = file("snappy", 0, 9);
        var text = new String(whole, ISO_8859_1);
        int place = text.indexOf("record 3");
        whole[place + 2] ^= 1;
        write("a.avro", whole);
        var rows = read();
        assertThat(rows).hasSize(7);
        assertThat(rows.subList(0, 3)).isEqualTo(events(0, 3));
        assertThat(rows.get(3)).startsWith("3: a block of 3 record(s) is damaged: ");
        assertThat(rows.subList(4, 7)).isEqualTo(events(6, 9));
    }

    @Test
    void aBlockThatWouldFillTheMemoryIsRefused() throws Exception {
        var bytes = new ByteArrayOutputStream();
        var head = file("null", 0, 0);
        bytes.write(head);
        bytes.write(new byte[] {2, -2, -1, -1, -1, 15, 1, 2, 3}); // 2^31 - 1 bytes
        write("a.avro", bytes.toByteArray());
        assertThat(read())
                .containsExactly(
                        "0: the file is damaged from here on: a block of 1 record(s) and 2147483647 byte(s)");
    }
}
