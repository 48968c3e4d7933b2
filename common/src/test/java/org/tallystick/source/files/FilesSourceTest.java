package org.tallystick.source.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
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

    /** Twenty looks at a file that is cut short. */
    private static final long PATIENCE = 20;

    @TempDir Path folder;

    @Test
    void filesAreReadInTheOrderOfTheirNamesAndHiddenOnesAreNot() throws Exception {
        write("b.jsonl", event(1) + "\r\n\n  \n" + event(2));
        write("a.jsonl.gz", event(3) + "\n");
        write("_c.jsonl", event(4));
        write(".d.jsonl", event(5));
        Files.createDirectory(folder.resolve("_e"));
        write("_e/f.jsonl", event(6));
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
                                        .contains("it does not begin as .gz"),
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
            write("c.jsonl", event(2) + "\n");
            assertThat(text(reader.next().row())).isEqualTo("c.jsonl:0 2");
            write("a.jsonl", event(3) + "\n");
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:0 3");
            snapshot = reader.snapshot();
        }
        try (var reader = new ReaderHarness<>(source)) {
            reader.add(snapshot);
            write("d.jsonl", event(4) + "\n");
            assertThat(text(reader.next().row())).isEqualTo("d.jsonl:0 4");
        }
    }

    @Test
    void numbersInNamesGoByTheirValue() throws Exception {
        for (int i = 1; i <= 12; i++) {
            write("part-" + i + ".jsonl", event(i) + "\n");
        }
        var seconds = read(bounded(folder)).stream().map(row -> row.split(" ", 2)[1]).toList();
        assertThat(seconds)
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12");
    }

    @Test
    void foldersInAFolderAreRead() throws Exception {
        write("dt=2024-03-10/x.jsonl", event(3));
        write("dt=2024-03-9/hour=10/x.jsonl", event(2));
        write("dt=2024-03-9/hour=9/x.jsonl", event(1));
        write("dt=2024-03-9/_tmp/x.jsonl", event(9));
        write("z.jsonl", event(4));
        try (var reader = started(bounded(folder))) {
            assertThat(reader.rest())
                    .extracting(each -> each.row().getString(LAYOUT.topic()).toString())
                    .containsExactly(
                            folder + "/dt=2024-03-9/hour=9/x.jsonl",
                            folder + "/dt=2024-03-9/hour=10/x.jsonl",
                            folder + "/dt=2024-03-10/x.jsonl",
                            folder + "/z.jsonl");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    *.jsonl | a.jsonl b.jsonl
                    **/*.jsonl | a.jsonl b.jsonl d/a.jsonl d/e/b.jsonl
                    d/*.jsonl | d/a.jsonl
                    */*.jsonl | d/a.jsonl
                    {a,c}.* | a.jsonl c.csv
                    [bc].* | b.jsonl c.csv
                    ?.csv | c.csv
                    d/** | d/a.jsonl d/e/b.jsonl
                    x* |
                    """)
    void aPathMayHaveWildcards(String pattern, String names) throws Exception {
        for (var name : List.of("a.jsonl", "b.jsonl", "c.csv", "d/a.jsonl", "d/e/b.jsonl")) {
            write(name, event(1));
        }
        var wanted = names == null ? List.of() : List.of(names.split(" "));
        try (var reader = started(bounded(folder.resolve(pattern)))) {
            assertThat(reader.rest())
                    .extracting(
                            each ->
                                    each.row()
                                            .getString(LAYOUT.topic())
                                            .toString()
                                            .substring(folder.toString().length() + 1))
                    .isEqualTo(wanted);
        }
        assertThat(FilesSource.missing(folder + "/" + pattern, true).isPresent())
                .isEqualTo(names == null);
    }

    @Test
    void whatIsThereByNameHasNoWildcards() throws Exception {
        write("a[1].jsonl", event(1));
        write("a1.jsonl", event(2));
        assertThat(read(bounded(folder.resolve("a[1].jsonl")))).containsExactly("a[1].jsonl:0 1");
    }

    @Test
    void namesMayHaveColons() throws Exception {
        write("2018-02-14T03:52:55.jsonl", event(1));
        write("log-2018-02-14T03:52:55Z.json", event(2));
        write("d:e/x:y.jsonl", event(3));
        assertThat(read(bounded(folder)))
                .containsExactly(
                        "2018-02-14T03:52:55.jsonl:0 1",
                        "x:y.jsonl:0 3",
                        "log-2018-02-14T03:52:55Z.json:0 2");
        assertThat(read(bounded(folder.resolve("log-2018-02-14T03:52:55Z.json"))))
                .containsExactly("log-2018-02-14T03:52:55Z.json:0 2");
    }

    @ParameterizedTest
    @CsvSource({
        "/a/in, /a/out, false",
        "/a/in, /a/in, true",
        "/a/in, /a/in/out, true",
        "/a, /a/data/out, true",
        "/a/, file:/a/data/out/, true",
        "/a/in, /a/in2, false",
        "/a, /a/_out, false",
        "/a, /a/.tmp/out, false",
        "/a/*.jsonl, /a/out, false",
        "/a/**, /a/out, true",
        "/a/**/*.jsonl, /a/out, false",
        "s3://b/in, s3://b/in/out, true",
        "s3://b/in, s3://c/in, false"
    })
    void itKnowsWhichFoldersItReads(String path, String folder, boolean read) {
        assertThat(FilesSource.reads(path, folder)).isEqualTo(read);
    }

    @Test
    void whatIsMissingIsSaid() throws Exception {
        assertThat(FilesSource.missing(folder + "/x", true))
                .contains("the files source has no file or folder " + folder + "/x");
        assertThat(FilesSource.missing(folder.toString(), true)).isEmpty();
        assertThat(FilesSource.missing(folder.toString(), false).orElseThrow())
                .startsWith("the files source has no files in " + folder);
        assertThat(FilesSource.missing(folder + "/[a", true).orElseThrow())
                .contains("wildcards that cannot be")
                .hasLineCount(1);
        write("a.jsonl", event(1));
        assertThat(FilesSource.missing(folder.toString(), false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BZh", "BZhou", "BZh9", "BZh1A", "BZh91,Bern", "(x", "PK"})
    void aTextMayBeginAlmostAsAPackedFileDoes(String text) throws Exception {
        Files.writeString(folder.resolve("x"), text + "\n");
        try (var reader = started(source(folder, Optional.empty()))) {
            assertThat(reader.rest())
                    .extracting(
                            each -> new String(each.row().getBinary(LAYOUT.rejectBytes()), UTF_8))
                    .containsExactly(text);
        }
    }

    @ParameterizedTest
    @CsvSource({"gzip, x.gz", "gzip, x", "zstd, x.zst", "zstd, x", "bzip2, x.bz2", "bzip2, x.gz"})
    void aPackedFileIsKnownByItsBytes(String packing, String name) throws Exception {
        Files.write(folder.resolve(name), packed(packing, lines(0, 5_000)));
        assertThat(read(bounded(folder))).hasSize(5_000).last().isEqualTo(name + ":4999 4999");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd", "bzip2"})
    void partsAreReadToTheEnd(String packing) throws Exception {
        var parts = new ByteArrayOutputStream();
        parts.write(packed(packing, lines(0, 3)));
        parts.write(packed(packing, lines(3, 5)));
        Files.write(folder.resolve("a"), parts.toByteArray());
        assertThat(read(bounded(folder))).hasSize(5);
    }

    /** Cut anywhere, or with any byte changed: events that are right, and one reject. */
    @ParameterizedTest
    @CsvSource({"gzip, 1", "gzip, 2", "zstd, 3", "zstd, 4", "bzip2, 5", "bzip2, 6"})
    void aDamagedFileIsReadAsFarAsItGoes(String packing, long seed) throws Exception {
        var random = new Random(seed);
        var whole = packed(packing, lines(0, 400));
        var all = IntStream.range(0, 400).mapToObj(i -> "a.x:" + i + " " + i).toList();
        for (int i = 0; i < 40; i++) {
            int at = random.nextInt(6, whole.length);
            var damaged = i % 2 == 0 ? Arrays.copyOf(whole, at) : whole.clone();
            if (i % 2 == 1) {
                damaged[at] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(folder.resolve("a.x"), damaged);
            var rows = read(bounded(folder));
            long rejects = rows.stream().filter(row -> row.contains("damaged")).count();
            assertThat(rejects).as("seed %d, round %d, at %d", seed, i, at).isLessThanOrEqualTo(1);
            if (i % 2 == 0) {
                assertThat(rejects).as("seed %d, round %d, cut at %d", seed, i, at).isOne();
                assertThat(rows.subList(0, rows.size() - 1))
                        .isEqualTo(all.subList(0, rows.size() - 1));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"xz, '\u00fd7zXZ\u0000'", "zip, 'PK\u0003\u0004ab'"})
    void whatIsPackedOtherwiseIsOneReject(String packing, String beginning) throws Exception {
        Files.write(folder.resolve("a"), beginning.getBytes(ISO_8859_1));
        assertThat(read(bounded(folder)))
                .singleElement(STRING)
                .contains(packing + " is not read here");
    }

    @Test
    void aLineWithoutAnEndIsWaitedFor() throws Exception {
        var half = event(1).length() / 2;
        append("a.jsonl", event(1).substring(0, half));
        var source = watching();
        List<byte[]> snapshot;
        try (var reader = started(source)) {
            append("b.jsonl", event(5) + "\n");
            assertThat(text(reader.next().row())).isEqualTo("b.jsonl:0 5");
            append("a.jsonl", event(1).substring(half) + "\n" + event(2) + "\n" + "{");
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:0 1");
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:1 2");
            append("b.jsonl", "\n" + event(6) + "\n");
            assertThat(text(reader.next().row())).isEqualTo("b.jsonl:2 6");
            snapshot = reader.snapshot();
        }
        try (var reader = new ReaderHarness<>(source)) {
            reader.add(snapshot);
            append("a.jsonl", event(3).substring(1) + "\n");
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:2 3");
            append("b.jsonl", event(7) + "\n");
            assertThat(text(reader.next().row())).isEqualTo("b.jsonl:3 7");
        }
    }

    @Test
    void inTheEndItIsTakenAsItStands() throws Exception {
        append("a.jsonl", event(1) + "\n" + event(2));
        try (var reader = started(watching())) {
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:0 1");
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:1 2");
            append("a.jsonl", "\n" + event(3) + "\n");
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:2 3");
        }
    }

    @Test
    void aPackedFileMayStillBeWritten() throws Exception {
        var packed = packed("gzip", lines(0, 5_000));
        Files.write(folder.resolve(".a"), Arrays.copyOf(packed, packed.length / 2));
        Files.move(folder.resolve(".a"), folder.resolve("a.gz"));
        try (var reader = started(watching())) {
            for (int i = 0; i < 5_000; i++) {
                if (i == 1_000) {
                    Files.write(folder.resolve("a.gz"), packed);
                }
                assertThat(text(reader.next().row())).isEqualTo("a.gz:%d %d".formatted(i, i));
            }
        }
    }

    @Test
    void aBoundedRunTakesWhatAWatchingOneWaitedFor() throws Exception {
        append("a.jsonl", event(1) + "\n" + event(2));
        List<byte[]> snapshot;
        try (var reader = started(source(folder, Optional.of(Duration.ofHours(1))))) {
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:0 1");
            reader.poll();
            snapshot = reader.snapshot();
        }
        try (var reader = new ReaderHarness<>(bounded(folder))) {
            reader.add(snapshot);
            reader.noMoreSplits();
            assertThat(reader.rest())
                    .extracting(each -> text(each.row()))
                    .containsExactly("a.jsonl:1 2");
        }
    }

    @Test
    void aFileThatBecomesShorterIsOneReject() throws Exception {
        append("a.jsonl", event(1) + "\n" + event(2) + "\n");
        try (var reader = started(watching())) {
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:0 1");
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:1 2");
            Files.writeString(folder.resolve("a.jsonl"), event(3) + "\n");
            assertThat(text(reader.next().row()))
                    .startsWith("a.jsonl:2 the file has become shorter than what was read of it");
            append("a.jsonl", event(4) + "\n");
            assertThat(text(reader.next().row())).isEqualTo("a.jsonl:3 4");
        }
    }

    private ClockedSource<FilesSplit, Boolean> watching() {
        return source(folder, Optional.of(Duration.ofMillis(5)));
    }

    private void append(String name, String text) throws IOException {
        Files.writeString(
                folder.resolve(name), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static byte[] packed(String packing, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = packing(packing, bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static OutputStream packing(String packing, OutputStream out) throws IOException {
        return switch (packing) {
            case "gzip" -> new GZIPOutputStream(out);
            case "zstd" -> new ZstdOutputStream(out).setChecksum(true);
            default -> new BZip2CompressorOutputStream(out);
        };
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
        var files = new FilesSource(path.toString(), watch, PATIENCE, decoder, known);
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
        var hidden = folder.resolve(".partly");
        Files.createDirectories(folder.resolve(name).getParent());
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
