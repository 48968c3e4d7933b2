package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.InvalidPipeline;

class SubmissionTest {

    @Test
    void aBadPipelineIsItsProblemsAndExitsWithTwo() {
        var invalid =
                catchThrowableOfType(
                        InvalidPipeline.class,
                        () -> Plan.read("no/such.yaml", List.of("x"), Map.of()));

        assertThat(Submission.lines(invalid)).isEqualTo(invalid.problems());
        assertThat(Submission.code(invalid)).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void badArgumentsAreOneLineAndExitWithTwo() {
        var bad = new BadArgumentException("--pipeline is missing");

        assertThat(Submission.lines(bad)).containsExactly("--pipeline is missing");
        assertThat(Submission.code(bad)).isEqualTo(ExitCode.BAD_INPUT);
    }

    @Test
    void anyOtherFailureIsItsInnermostCauseAndExitsWithOne() {
        var failure =
                new IllegalStateException("job failed", new IOException("disk full\nand more"));

        assertThat(Submission.lines(failure)).containsExactly("IOException: disk full");
        assertThat(Submission.code(failure)).isEqualTo(ExitCode.FAILED);
    }

    /** To exit would end a JobManager, or this test. */
    @Test
    void outsideOfFlinksClientItIsThrown() {
        var failure = new IOException("disk full");

        assertThatThrownBy(
                        () ->
                                Submission.of(
                                        () -> {
                                            throw failure;
                                        }))
                .isSameAs(failure);
    }
}
