package org.tallystick.source.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.engine.Deadlines;
import org.tallystick.engine.Lateness;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.source.Decoding;
import org.tallystick.source.PermanentFailure;
import org.tallystick.source.ReaderHarness;
import org.tallystick.source.ReaderHarness.Emitted;
import org.tallystick.source.clock.ClockedSource;
import org.tallystick.source.clock.ClockedSplit;

class FilesSourceTest {
    private static final Deadlines NOTHING_IS_LATE = new Deadlines(List.of(), Lateness.none());

    private static final String AVRO =
            """
            {"type":"record","name":"Event","fields":[
              {"name":"time","type":{"type":"long","logicalType":"timestamp-millis"}}]}
            """;

    private static final EventLayout LAYOUT = new EventLayout(EventSchema.parse(AVRO).rowType());

    @TempDir Path folder;

    @Test
    void filesAreReadInTheOrderOfTheirNamesAndHiddenOnesAreNot() throws Exception {
        write("b.jsonl", event(1) + "\r\n\n  \n" + event(2));
        write("a.jsonl.gz", event(3) + "\n");
        write("_c.jsonl", event(4));
        write(".d.jsonl", event(5));
        Files.createDirectory(folder.resolve("e"));
        assertThat(read(bounded(folder)))
                .containsExactly("a.jsonl.gz:0 3", "b.jsonl:0 1", "b.jsonl:3 2");
    }

    @Test
    void aFolderIsOnePartitionWithOneClock() throws Exception {
        write("a.jsonl", event(1) + "\n" + event(9) + "\n" + event(2));
        write("b.jsonl", event(3));
        try (var reader = started(bounded(folder))) {
            assertThat(reader.rest().stream().map(Emitted::row).toList())
                    .extracting(
                            row -> row.getInt(LAYOUT.partition()), FilesSourceTest::clockSeconds)
                    .containsExactly(tuple(0, null), tuple(0, 1L), tuple(0, 9L), tuple(0, 9L));
        }
    }

    private static Long clockSeconds(RowData row) {
        int at = LAYOUT.partitionTime();
        return row.isNullAt(at) ? null : row.getLong(at) / 1000;
    }

    @Test
    void aSingleFileIsKnownByItsPath() throws Exception {
        write("_a.jsonl", "\uFEFF" + event(1) + "\n");
        var file = folder.resolve("_a.jsonl");
        assertThat(read(bounded(file))).containsExactly("_a.jsonl:0 1");
        assertThat(FilesSource.modificationTimes(file.toString()))
                .containsOnlyKeys(file.toString());
    }

    @Test
    void whatIsKnownOfAFileIsNotReadAgain() throws Exception {
        write("a.jsonl", event(1) + "\n" + event(2) + "\n\n" + event(3) + "\n");
        write("b.jsonl", event(4) + "\n");
        var known = Map.of(folder.resolve("a.jsonl").toString(), 2L, folder + "/c.jsonl", 7L);
        assertThat(read(source(folder, Optional.empty(), known)))
                .containsExactly("a.jsonl:3 3", "b.jsonl:0 4");
    }

    @Test
    void anEmptyFolderEndsAtOnce() throws Exception {
        assertThat(read(bounded(folder))).isEmpty();
    }

    @Test
    void readingResumesAtEveryLine() throws Exception {
        write("a.jsonl", "\uFEFF" + lines(0, 7) + "\n\n" + lines(7, 9));
        write("b.jsonl.gz", lines(9, 15));
        write("c.jsonl", "");
        write("d.jsonl", lines(15, 16) + "nonsense");
        var all = read(bounded(folder));
        assertThat(all).hasSize(17);
        for (int stop = 0; stop <= all.size(); stop++) {
            assertThat(readInTwo(stop)).as("stopped after %d", stop).isEqualTo(all);
        }
    }

    private List<String> readInTwo(int stop) throws Exception {
        var source = bounded(folder);
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
    void linesOverTheLimitAreRejectedAndReadingGoesOn() throws Exception {
        var padding = " ".repeat(200_000);
        write("a.jsonl", padding + event(1) + "\n" + event(2) + "\n" + event(3) + padding);
        var rows = read(bounded(folder));
        assertThat(rows)
                .containsExactly(
                        "a.jsonl:0 200031 bytes, more than the limit of 1000",
                        "a.jsonl:1 2",
                        "a.jsonl:2 200031 bytes, more than the limit of 1000");
    }

    @Test
    void aLineOfExactlyTheLimitIsAnEvent() throws Exception {
        var longest = event(1) + " ".repeat(1000 - event(1).length());
        write("a.jsonl", longest + "\r\n" + longest + " \n");
        assertThat(read(bounded(folder)))
                .containsExactly(
                        "a.jsonl:0 1", "a.jsonl:1 1001 bytes, more than the limit of 1000");
    }

    @Test
    void aDamagedFileIsOneRejectAndTheNextIsRead() throws Exception {
        var packed = packed(lines(0, 5_000));
        Files.write(folder.resolve("a.gz"), Arrays.copyOf(packed, packed.length / 2));
        Files.writeString(folder.resolve("b.gz"), event(1));
        write("c.jsonl", event(2));
        var rows = read(bounded(folder));
        assertThat(rows.subList(rows.size() - 3, rows.size()))
                .satisfiesExactly(
                        a -> assertThat(a).startsWith("a.gz").contains("Unexpected end of ZLIB"),
                        b ->
                                assertThat(b)
                                        .startsWith("b.gz:0 the file is damaged")
                                        .contains("GZIP"),
                        c -> assertThat(c).isEqualTo("c.jsonl:0 2"));
        assertThat(rows.stream().filter(each -> each.contains("damaged"))).hasSize(2);
    }

    @Test
    void gzipFilesOfSeveralPartsAreReadToTheEnd() throws Exception {
        var parts = new ByteArrayOutputStream();
        parts.write(packed(lines(0, 3)));
        parts.write(packed(lines(3, 5)));
        Files.write(folder.resolve("a.gz"), parts.toByteArray());
        assertThat(read(bounded(folder))).hasSize(5);
    }

    @Test
    void anEventTooFarAheadOfTheFilesTimeIsRejected() throws Exception {
        var written = Instant.parse("2024-03-04T10:00:00Z");
        write("a.jsonl", "{\"time\":\"%s\"}".formatted(written.plusSeconds(86_401)));
        Files.setLastModifiedTime(folder.resolve("a.jsonl"), FileTime.from(written));
        assertThat(read(bounded(folder)).get(0)).contains("more than max-ahead (1 d) after");
    }

    @Test
    void watchingFindsNewFilesAndReadsEachOnce() throws Exception {
        write("b.jsonl", event(1) + "\n");
        var source = source(folder, Optional.of(Duration.ofMillis(5)));
        List<byte[]> snapshot;
        try (var reader = started(source)) {
            assertThat(text(reader.next().row())).isEqualTo("b.jsonl:0 1");
            write("c.jsonl", event(2));
            assertThat(text(reader.next().row())).isEqualTo("c.jsonl:0 2");
            write("a.jsonl", event(3));
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:0 3");
            snapshot = reader.snapshot();
        }
        try (var reader = new ReaderHarness<>(source)) {
            reader.add(snapshot);
            write("d.jsonl", event(4));
            assertThat(text(reader.next().row())).isEqualTo("d.jsonl:0 4");
        }
    }

    private static ClockedSource<FilesSplit, Boolean> bounded(Path path) {
        return source(path, Optional.empty());
    }

    private static ClockedSource<FilesSplit, Boolean> source(Path path, Optional<Duration> watch) {
        return source(path, watch, Map.of());
    }

    private static ClockedSource<FilesSplit, Boolean> source(
            Path path, Optional<Duration> watch, Map<String, Long> known) {
        var decoder = Decoding.of("json", Map.of(), AVRO).decoder();
        var files = new FilesSource(path.toString(), watch, decoder, known);
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

    private static List<String> read(ClockedSource<FilesSplit, Boolean> source) throws Exception {
        try (var reader = started(source)) {
            return reader.rest().stream().map(each -> text(each.row())).toList();
        }
    }

    /** File, line, and event time in seconds or the reason. */
    private static String text(RowData row) {
        return "%s:%d %s"
                .formatted(
                        Path.of(row.getString(LAYOUT.topic()).toString()).getFileName(),
                        row.getLong(LAYOUT.offset()),
                        row.isNullAt(LAYOUT.time())
                                ? row.getString(LAYOUT.rejectReason())
                                : row.getLong(LAYOUT.time()) / 1000);
    }

    private static String lines(int from, int to) {
        var lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append(event(i)).append(i % 2 == 0 ? "\n" : "\r\n");
        }
        return lines.toString();
    }

    private static String event(int second) {
        return "{\"time\":\"1970-01-01T%02d:%02d:%02dZ\"}"
                .formatted(second / 3600, second / 60 % 60, second % 60);
    }

    private void write(String name, String text) throws IOException {
        var bytes = name.endsWith(".gz") ? packed(text) : text.getBytes(UTF_8);
        var hidden = folder.resolve(".partly-" + name);
        Files.write(hidden, bytes);
        Files.move(hidden, folder.resolve(name));
    }

    private static byte[] packed(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
