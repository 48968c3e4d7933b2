package org.tallystick.jobs.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.jobs.Failure;

class LocalFlinkTest {
    private final CapturedConsole console = new CapturedConsole(false, 80);
    private final LocalFlink flink = new LocalFlink(console.console(), Path.of(".."));

    @TempDir private Path state;

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"STREAMING", "BATCH"})
    void aRunSumsWhatAllSubtasksCounted(RuntimeExecutionMode runtime) throws Exception {
        var run = flink.run("numbers", LocalFlink.Settings.of(runtime, state), StubJobs::count);

        assertThat(run.total().events()).isEqualTo(StubJobs.NUMBERS);
        assertThat(run.total().eventTime()).contains(Instant.ofEpochMilli(StubJobs.NUMBERS));
        assertThat(run.stopped()).isFalse();
        assertThat(run.result()).isPresent();
    }

    @Test
    void aRunPrintsTheAddressOfTheWebUi() throws Exception {
        flink.run("numbers", settings(), StubJobs::count);

        assertThat(console.out())
                .containsPattern("Flink runs numbers: http://localhost:8[01]\\d\\d\n");
    }

    @Test
    void runsThatStartTogetherDoNotTakeEachOthersPort() throws Exception {
        var together = new CyclicBarrier(3);
        var runs = new ArrayList<Future<LocalRun>>();
        var threads = Executors.newFixedThreadPool(together.getParties());
        try {
            for (int i = 0; i < together.getParties(); i++) {
                runs.add(threads.submit(() -> runWith(together)));
            }
            for (var run : runs) {
                assertThat(run.get().total().events()).isEqualTo(StubJobs.NUMBERS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private LocalRun runWith(CyclicBarrier others) throws Exception {
        var one =
                new LocalFlink.Settings(
                        RuntimeExecutionMode.BATCH, 1, state, Optional.empty(), false);
        return flink.run(
                "numbers",
                one,
                environment -> {
                    StubJobs.count(environment);
                    others.await();
                });
    }

    @Test
    void aFailedJobIsToldByItsInnermostCause() {
        assertThatThrownBy(() -> flink.run("numbers", settings(), StubJobs::fail))
                .satisfies(
                        failure ->
                                assertThat(Failure.of(failure))
                                        .contains("number 1000 is too much"));
        assertThat(console.out())
                .contains("The job restarts: IllegalStateException: number 1000 is too much\n");
    }

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"STREAMING", "BATCH"})
    void whatIsReadAgainAfterARestartCountsOnce(RuntimeExecutionMode runtime) throws Exception {
        var settings = new LocalFlink.Settings(runtime, 1, state, Optional.empty(), false);

        var run = flink.run("numbers", settings, StubJobs::failOnce);

        assertThat(run.total().events()).isEqualTo(StubJobs.NUMBERS);
    }

    private LocalFlink.Settings settings() {
        return LocalFlink.Settings.of(RuntimeExecutionMode.BATCH, state);
    }
}
