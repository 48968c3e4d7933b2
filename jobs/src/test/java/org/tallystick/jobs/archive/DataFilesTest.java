package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.inmemory.InMemoryCatalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.archive.EventsTable.Event;

/** What is written is read back, each row once, whatever limits are crossed on the way. */
class DataFilesTest {
    private static final long HOUR = 3_600_000;
    private static final long NOON = Instant.parse("2026-03-05T12:00:00Z").toEpochMilli();
    private static final TimeRange ALL = new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE);
    private static final WriteLimits FEW = new WriteLimits(100_000, 2, 10_000, 4);

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsWrittenIsReadBackEachRowOnce(long seed) throws IOException {
        var random = new Random(seed);
        var limits =
                new WriteLimits(
                        10_000 + random.nextInt(200_000),
                        1 + random.nextInt(4),
                        500 + random.nextInt(20_000),
                        random.nextInt(10));
        var table = new EventsTable();
        var events = new ArrayList<Event>();
        var row = new GenericRowData(table.arity());
        try (var files = table.writer(limits)) {
            for (int checkpoint = random.nextInt(4); checkpoint >= 0; checkpoint--) {
                for (var event : events(random, events.size())) {
                    files.write(table.reused(row, event));
                    events.add(event);
                    assertThat(files.heldBytes()).isLessThanOrEqualTo(limits.held() + 5_000);
                    assertThat(files.open()).isLessThanOrEqualTo(limits.open());
                }
                table.commit(files.finish());
                assertThat(files.heldBytes()).isZero();
            }
        }

        assertThat(table.read(ALL)).containsExactlyInAnyOrderElementsOf(events);
        assertThat(table.files().mostOpen()).isLessThanOrEqualTo(limits.open() + 1);
        assertThat(table.files().open()).isZero();
        for (int i = 0; i < 5; i++) {
            var range = range(random, events);
            assertThat(table.read(range))
                    .containsExactlyInAnyOrderElementsOf(
                            events.stream().filter(each -> range.contains(each.time())).toList());
        }
    }

    /** Sorted or shuffled, dense or sparse, some with an hour that has most of them. */
    private static List<Event> events(Random random, int from) {
        int count = random.nextInt(1_000);
        long span = HOUR << random.nextInt(20);
        long hot = NOON + random.nextInt(1_000) * HOUR;
        boolean isHot = random.nextBoolean();
        var events = new ArrayList<Event>();
        for (int i = 0; i < count; i++) {
            long time = NOON - span / 2 + (long) (random.nextDouble() * span);
            events.add(
                    new Event(
                            from + i,
                            "x".repeat(random.nextInt(200)),
                            isHot && random.nextInt(10) > 0 ? hot + random.nextInt(9_999) : time));
        }
        if (random.nextBoolean()) {
            events.sort((left, right) -> Long.compare(left.time(), right.time()));
        }
        return events;
    }

    private static TimeRange range(Random random, List<Event> events) {
        long start = events.isEmpty() ? NOON : events.get(random.nextInt(events.size())).time();
        return new TimeRange(start, start + (HOUR << random.nextInt(16)) + random.nextInt(1_000));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tenYearsOfHourlyEventsAreAFewFiles(boolean sorted) throws IOException {
        var table = new EventsTable();
        var events =
                new ArrayList<>(
                        IntStream.range(0, 87_600)
                                .mapToObj(i -> new Event(i, "event", NOON + i * HOUR))
                                .toList());
        if (!sorted) {
            Collections.shuffle(events, new Random(11));
        }
        try (var files = table.writer(128L << 20)) {
            for (var event : events) {
                files.write(table.row(event));
                assertThat(files.heldBytes()).isLessThan(64L << 20);
            }
            table.commit(files.finish());
        }

        assertThat(table.files().mostOpen()).isLessThanOrEqualTo(9);
        assertThat(table.files().data()).hasSizeLessThan(30);
        assertThat(new HashSet<>(table.read(ALL))).isEqualTo(new HashSet<>(events));
        var day = new TimeRange(NOON + 1_000 * HOUR, NOON + 1_024 * HOUR);
        assertThat(table.read(day)).hasSize(24);
        assertThat(table.planned(day)).isLessThanOrEqualTo(2);
    }

    @Test
    void aFewSmallHoursHaveAFileEach() throws IOException {
        var table = new EventsTable();
        try (var files = table.writer(FEW)) {
            for (int i = 0; i < 12; i++) {
                files.write(table.row(new Event(i, "", NOON + i % 4 * HOUR)));
            }

            assertThat(spansOf(table, files.finish()))
                    .containsExactly(FileSpan.HOUR, FileSpan.HOUR, FileSpan.HOUR, FileSpan.HOUR);
        }
    }

    @Test
    void sparseHoursGoIntoFilesOfLongerSpansByHowMuchTheyHave() throws IOException {
        var table = new EventsTable();
        try (var files = table.writer(FEW)) {
            write(files, table, 1, HOUR, 11_000);
            write(files, table, 10, HOUR, 600);
            write(files, table, 20, 24 * HOUR, 400);
            write(files, table, 10, 31 * 24 * HOUR, 100);

            assertThat(spansOf(table, files.finish()))
                    .contains(FileSpan.HOUR, FileSpan.ALL)
                    .hasSizeLessThan(8);
        }
    }

    private static void write(DataFiles files, EventsTable table, int count, long step, int length)
            throws IOException {
        for (int i = 0; i < count; i++) {
            files.write(table.row(new Event(i, "x".repeat(length), NOON + i * step)));
        }
    }

    @Test
    void aFileThatGotNothingSinceTheNextHourBeganIsEnded() throws IOException {
        var table = new EventsTable();
        try (var files = table.writer(FEW)) {
            for (int hour = 0; hour < 10; hour++) {
                for (int i = 0; i < 200; i++) {
                    files.write(table.row(new Event(i, "x".repeat(100), NOON + hour * HOUR)));
                }
            }
            assertThat(files.heldBytes()).isLessThan(20_000);

            assertThat(spansOf(table, files.finish())).hasSize(10).allMatch(FileSpan.HOUR::equals);
        }
    }

    @Test
    void filesThatWereNotHandedOutAreDeleted() throws IOException {
        var table = new EventsTable();
        var files = table.writer(FEW);
        write(files, table, 100, HOUR, 1_000);
        table.commit(files.finish());
        var committed = table.files().data();
        write(files, table, 300, HOUR, 1_000);
        write(files, table, 300, 0, 1_000);
        assertThat(table.files().data()).hasSizeGreaterThan(committed.size());
        assertThat(files.open()).isPositive();

        files.close();

        assertThat(table.files().data()).isEqualTo(committed);
        assertThat(table.files().open()).isZero();
    }

    @Test
    void aTableWhoseDefaultIsTheDayGetsNoFileOfAnHour() throws IOException {
        var table = new EventsTable();
        var update = table.table().updateSpec();
        update.removeField("_time_hour").addField("_time_day", FileSpan.DAY.term("_time")).commit();
        try (var files = table.writer(FEW)) {
            write(files, table, 3, HOUR, 10);

            assertThat(spansOf(table, files.finish())).containsOnly(FileSpan.DAY);
        }
    }

    @Test
    void aTableWithoutATimeGetsOneFile() throws IOException {
        var rows =
                new RowType(
                        List.of(
                                new RowType.RowField("id", new BigIntType()),
                                new RowType.RowField(
                                        "text", new VarCharType(VarCharType.MAX_LENGTH))));
        var shape = new ArchiveTable("plain", rows, Optional.empty());
        var catalog = new InMemoryCatalog();
        catalog.initialize("test", Map.of());
        var maker = new TableMaker(catalog, Namespace.of("test"));
        maker.ensureNamespace();
        var table = maker.ensure(shape);
        try (var files = DataFiles.of(table, rows, Optional.empty(), FEW, 0, 0)) {
            for (long i = 0; i < 5_000; i++) {
                files.write(GenericRowData.of(i, StringData.fromString("text-" + i)));
            }

            var written = files.finish();
            assertThat(written).singleElement().extracting(DataFile::recordCount).isEqualTo(5_000L);
            assertThat(files.finish()).isEmpty();
        }
    }

    private static List<FileSpan> spansOf(EventsTable table, List<DataFile> files) {
        return files.stream()
                .map(file -> spanOf(table.table().specs().get(file.specId())))
                .toList();
    }

    private static FileSpan spanOf(PartitionSpec spec) {
        for (var span : FileSpan.values()) {
            if (span.isOf(spec, "_time")) {
                return span;
            }
        }
        throw new IllegalStateException("a file of " + spec);
    }
}
