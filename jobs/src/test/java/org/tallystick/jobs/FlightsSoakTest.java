package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.CellTexts.differences;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.oracle.Lateness;

/** All of the real flights, through both jobs. */
@Tag("soak")
class FlightsSoakTest {
    private static final int FLIGHTS = 163_987;

    @TempDir Path folder;

    @Test
    void allFlightsAreAuditedCorrectedAndThenAgree() throws Exception {
        var run = FlightsRun.of(FLIGHTS, folder);
        var live = run.expected(FlightPipeline.LATENESS);
        var complete = run.expected(Lateness.NOTHING_LATE);

        assertThat(differences(live, run.live())).isEmpty();
        assertThat(run.audit().total().differences())
                .isPositive()
                .isEqualTo(differences(live, complete).size());
        assertThat(run.secondAudit().total())
                .isEqualTo(new Comparison(complete.size(), 0, 0, 0, 0));
        assertThat(differences(complete, run.standing())).isEmpty();
        assertThat(run.rows("events"))
                .hasSize(FLIGHTS)
                .extracting(row -> row.getField("flight"))
                .doesNotHaveDuplicates();
        assertThat(differences(run.expectedLate(), Ledger.late(run.rows("ledger")))).isEmpty();
    }
}
