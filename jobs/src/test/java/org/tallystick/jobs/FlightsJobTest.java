package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.CellTexts.differences;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.archive.ArchiveQuery;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.jobs.reprocess.WindowVerdict;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.OracleEvent;

/** Two days of real flights, through both jobs. */
class FlightsJobTest {
    private static final int FLIGHTS = 20_000;

    @TempDir static Path folder;

    private static FlightsRun run;
    private static SortedMap<String, String> expectedLive;
    private static SortedMap<String, String> complete;

    @BeforeAll
    static void runBothJobs() throws Exception {
        run = FlightsRun.of(FLIGHTS, folder);
        expectedLive = run.expected(FlightPipeline.LATENESS);
        complete = run.expected(Lateness.NOTHING_LATE);
    }

    @Test
    void liveCellsHoldEveryEventThatIsNotLate() {
        assertThat(differences(expectedLive, run.live())).isEmpty();
    }

    @Test
    void anAuditFindsExactlyTheCellsThatLateFlightsLeftStale() {
        var audit = run.audit().total();

        assertThat(audit.differences())
                .isPositive()
                .isEqualTo(differences(expectedLive, complete).size());
        assertThat(audit.matched() + audit.changed() + audit.missing()).isEqualTo(complete.size());
        assertThat(audit.corrected()).isZero();
        assertThat(audit.agrees()).isFalse();
    }

    @Test
    void anAuditListsTheFirstOfThemWithTheReasonThatTheLedgerHas() {
        var listed = run.audit().first();

        assertThat(listed).hasSize(Wanted.LISTED);
        assertThat(listed).extracting(each -> each.difference().cell().start()).isSorted();
        assertThat(listed).allSatisfy(each -> assertThat(each.ledger()).containsOnlyKeys("late"));
    }

    @Test
    void anAuditSaysOfEachWindowOfEachMetricWhatItsCellsCameTo() {
        var windows = run.audit().windows();

        assertThat(windows)
                .extracting(each -> each.window().metric() + " | " + each.window().window())
                .isEqualTo(
                        complete.keySet().stream()
                                .map(cell -> cell.split(" \\| "))
                                .map(cell -> cell[0] + " | " + cell[1])
                                .distinct()
                                .sorted()
                                .toList());
        assertThat(windows.stream().mapToLong(each -> each.cells().differences()).sum())
                .isEqualTo(run.audit().total().differences());
    }

    @Test
    void lateFlightsExplainEveryDifference() {
        var audit = run.audit();

        assertThat(audit.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
        assertThat(audit.isFine()).isTrue();
        assertThat(audit.doubtful()).isEmpty();
        assertThat(audit.windows())
                .allSatisfy(
                        each -> {
                            var missed = each.books().tallies().complete();
                            var live = each.books().tallies().live();
                            assertThat(each.books().reasons())
                                    .isEqualTo(Map.of("late", missed.minus(live)));
                        });
        assertThat(run.secondAudit().verdict()).isEqualTo(WindowVerdict.MATCH);
    }

    @Test
    void windowsOfEachVerdictAreCounted() {
        var windows = new TreeSet<String>();
        complete.keySet().forEach(cell -> windows.add(window(cell)));
        expectedLive.keySet().forEach(cell -> windows.add(window(cell)));
        var stale = new TreeSet<>(windows);
        stale.removeIf(window -> of(window, complete).equals(of(window, expectedLive)));

        assertThat(count(WindowVerdict.EXPLAINED)).isEqualTo(stale.size()).isPositive();
        assertThat(count(WindowVerdict.MATCH)).isEqualTo(windows.size() - stale.size());
    }

    private static long count(WindowVerdict verdict) {
        return run.audit().windows().stream()
                .mapToLong(each -> each.books().windows(verdict))
                .sum();
    }

    private static String window(String cell) {
        return cell.substring(0, cell.lastIndexOf(" | ") + 3);
    }

    private static Map<String, String> of(String window, SortedMap<String, String> cells) {
        return cells.subMap(window, window + Character.MAX_VALUE);
    }

    @Test
    void afterACorrectionAnotherAuditFindsNothing() {
        assertThat(run.correction().total().corrected())
                .isEqualTo(run.audit().total().differences());
        assertThat(run.correction().total().agrees()).isTrue();
        assertThat(run.secondAudit().total())
                .isEqualTo(new Comparison(complete.size(), 0, 0, 0, 0));
    }

    @Test
    void correctedFilesHoldWhatTheRawFileComesTo() {
        assertThat(differences(complete, run.standing())).isEmpty();
    }

    @Test
    void noVersionOfACellIsPublishedTwice() {
        var versions = CellTexts.versions(folder.resolve("results"), FlightPipeline.METRICS);

        assertThat(versions)
                .extracting(version -> version.cell() + " " + version.version())
                .doesNotHaveDuplicates();
        assertThat(run.rows("results")).hasSameSizeAs(versions);
    }

    @Test
    void theArchiveHoldsEveryFlightOnceWithItsClock() {
        var archived = new TreeMap<Long, String>();
        var rows = run.rows("events");
        rows.forEach(row -> archived.put((Long) row.getField("_offset"), clock(row)));
        var expected = new TreeMap<Long, String>();
        run.flights().forEach(flight -> expected.put(flight.offset(), clock(flight)));

        assertThat(rows).hasSize(FLIGHTS);
        assertThat(archived).isEqualTo(expected);
        assertThat(rows).extracting(row -> row.getField("flight")).doesNotHaveDuplicates();
        assertThat(run.rows("rejects")).isEmpty();
    }

    @Test
    void theLedgerHoldsExactlyWhatWindowsWentWithout() {
        var ledger = run.rows("ledger");

        assertThat(ledger).extracting(row -> row.getField("reason")).containsOnly("late");
        assertThat(run.expectedLate()).isNotEmpty();
        assertThat(differences(run.expectedLate(), Ledger.late(ledger))).isEmpty();
    }

    @Test
    void oneCanLookIntoEveryTableOfTheArchive() throws Exception {
        var delayed = look("events", "delay >= 120 AND distance > 1000", 1_000);
        assertThat(delayed.more()).isFalse();
        assertThat(delayed.rows())
                .isNotEmpty()
                .hasSameSizeAs(
                        run.rows("events").stream()
                                .filter(row -> (int) row.getField("delay") >= 120)
                                .filter(row -> (int) row.getField("distance") > 1000)
                                .toList());
        assertThat(delayed.rows()).extracting(row -> row.getField("_time").toString()).isSorted();

        var first = look("results", "metric = 'trouble'", 3);
        assertThat(first.rows()).hasSize(3);
        assertThat(first.more()).isTrue();
        assertThat(look("results", "metric = 'trouble'", 3).rows()).isEqualTo(first.rows());

        assertThat(look("ledger", "reason = 'late'", 1).rows()).hasSize(1);
        assertThat(look("progress", "`partition` = 0", 100).rows()).isNotEmpty();
        assertThat(look("rejects", "TRUE", 1).rows()).isEmpty();
    }

    private static ArchiveQuery.Rows look(String table, String where, int limit) throws Exception {
        var archive = run.plan().pipeline().archive().orElseThrow();
        return ArchiveQuery.first(archive, run.plan().layout(), table, Optional.of(where), limit);
    }

    private static String clock(Record row) {
        var clock = (OffsetDateTime) row.getField("_partition_time");
        return clock == null ? "none" : clock.toInstant().toString();
    }

    private static String clock(OracleEvent event) {
        return event.clock().isEmpty()
                ? "none"
                : Instant.ofEpochMilli(event.clock().getAsLong()).toString();
    }
}
