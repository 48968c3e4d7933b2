package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.CellTexts.differences;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.reprocess.Comparison;
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
        var audit = run.audit();

        assertThat(audit.differences())
                .isPositive()
                .isEqualTo(differences(expectedLive, complete).size());
        assertThat(audit.matched() + audit.changed() + audit.missing()).isEqualTo(complete.size());
        assertThat(audit.corrected()).isZero();
        assertThat(audit.agrees()).isFalse();
    }

    @Test
    void afterACorrectionAnotherAuditFindsNothing() {
        assertThat(run.correction().corrected()).isEqualTo(run.audit().differences());
        assertThat(run.correction().agrees()).isTrue();
        assertThat(run.secondAudit()).isEqualTo(new Comparison(complete.size(), 0, 0, 0, 0));
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
