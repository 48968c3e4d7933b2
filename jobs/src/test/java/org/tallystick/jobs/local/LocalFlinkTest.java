package org.tallystick.jobs.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
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

        assertThat(console.out()).containsPattern("Flink runs numbers: http://localhost:80[89]\\d");
    }

    @Test
    void aFailedJobIsToldByItsInnermostCause() {
        assertThatThrownBy(() -> flink.run("numbers", settings(), StubJobs::fail))
                .satisfies(
                        failure ->
                                assertThat(Failure.of(failure))
                                        .contains("number 1000 is too much"));
    }

    private LocalFlink.Settings settings() {
        return LocalFlink.Settings.of(RuntimeExecutionMode.BATCH, state);
    }
}
