package org.tallystick.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobScriptTest {
    private static final String NIGHT = "2026-01-02T03:30:00Z";

    @TempDir private Path folder;
    private JobScript script;

    @BeforeEach
    void start() throws IOException {
        script = new JobScript(folder);
    }

    @Test
    void anAuditTakesTheDayBefore() throws IOException {
        assertThat(script.run("audit", NIGHT).exit()).isZero();

        assertThat(script.asked())
                .containsExactly(
                        "run -sae -c org.tallystick.jobs.ReprocessJob jobs.jar --pipeline flights.yaml"
                                + " --from 2026-01-01T00:00:00Z --to 2026-01-02T00:00:00Z --mode audit");
    }

    @Test
    void correctionsTakeTheHourThatEndedThreeHoursBefore() throws IOException {
        assertThat(script.run("correct", "2026-01-02T03:44:59Z").exit()).isZero();

        assertThat(script.asked())
                .singleElement()
                .asString()
                .endsWith("--from 2026-01-01T23:30:00Z --to 2026-01-02T00:30:00Z --mode correct");
    }

    @Test
    void theTimerSaysForWhenItWasSet() throws IOException {
        script.with("TRIGGER_TIMER_REALTIME_USEC", "1767324600000123").run("audit");

        assertThat(script.asked()).singleElement().asString().contains("--to 2026-01-02T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "0, '', 0",
        "1, 'java.io.IOException: no archive', 1",
        "1, 'Caused by: org.tallystick.jobs.DifferenceException: DIFFERENCES', 3",
        "2, 'flights.yaml:1:1: no name', 2",
        "3, '', 3"
    })
    void theExitCodeIsTheVerdict(int flink, String words, int exit) throws IOException {
        script.ends(flink, words.replace("DIFFERENCES", Differences.message()));

        var run = script.run("audit", NIGHT);

        assertThat(run.exit()).isEqualTo(exit);
        assertThat(run.out()).contains(words.isEmpty() ? "audit from" : words.substring(0, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aWindowThatIsDoneIsNotRunAgain(int verdict) throws IOException {
        script.ends(verdict, "").run("audit", NIGHT);

        var again = script.run("audit", "2026-01-02T05:00:00Z");

        assertThat(again.exit()).isZero();
        assertThat(again.out())
                .contains(
                        "audit from 2026-01-01T00:00:00Z to 2026-01-02T00:00:00Z is done already");
        assertThat(script.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aWindowThatFailedMayBeRunAgain(int failure) throws IOException {
        script.ends(failure, "").run("audit", NIGHT);

        assertThat(script.ends(0, "").run("audit", NIGHT).exit()).isZero();
        assertThat(script.asked()).hasSize(2);
    }

    @Test
    void whileOneRunsAnotherOfItsKindIsSkipped() throws Exception {
        Files.createFile(script.running());
        var first = script.start("audit", NIGHT);
        Waiting.until(() -> script.asked().size() == 1);

        var second = script.run("audit", "2026-01-03T03:30:00Z");
        assertThat(second.exit()).isZero();
        assertThat(second.out()).contains("tallystick-job: skipped: an earlier audit of ");
        assertThat(script.asked()).hasSize(1);

        Files.delete(script.running());
        assertThat(first.end().exit()).isZero();
        assertThat(script.run("audit", "2026-01-03T03:30:00Z").exit()).isZero();
        assertThat(script.asked()).hasSize(2);
    }

    @Test
    void bothScriptsTakeTheSameWindows() throws IOException {
        for (String mode : List.of("audit", "correct")) {
            var onKubernetes =
                    new Reprocess(
                            folder.resolve(mode), Overlay.named("production"), "flights-" + mode);
            onKubernetes.with("TIMEOUT_SECONDS", "1").run();
            var deployment = onKubernetes.deployment(onKubernetes.deployments().get(0));

            script.run(mode, NIGHT);

            var arguments = Texts.of(deployment.at("/spec/job/args"));
            assertThat(script.asked())
                    .last()
                    .asString()
                    .endsWith(String.join(" ", arguments.subList(2, arguments.size())));
        }
    }

    @Test
    void aStreamGoesOnFromTheNewestStateThatIsComplete() throws IOException {
        script.with("SAVEPOINTS", folder.resolve("savepoints").toString());
        script.state("checkpoints/a/chk-7", true, 10);
        script.state("checkpoints/b/chk-2", true, 30);
        script.state("checkpoints/b/chk-3", false, 40);
        script.state("savepoints/savepoint-1", true, 20);

        assertThat(script.run("stream").exit()).isZero();

        assertThat(script.asked())
                .containsExactly(
                        "run -sae -s checkpoints/b/chk-2 -c org.tallystick.jobs.StreamJob jobs.jar"
                                + " --pipeline flights.yaml");
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "s3://b/chk-1, '-s s3://b/chk-1 '", "none, ''"})
    void aStreamStartsWhereItIsTold(String resume, String option) throws IOException {
        script.with("RESUME", resume).run("stream");

        assertThat(script.asked())
                .singleElement()
                .asString()
                .startsWith("run -sae " + option + "-c ");
    }

    @Test
    void aStreamHasOneClient() throws Exception {
        Files.createFile(script.running());
        var first = script.start("stream");
        Waiting.until(() -> script.asked().size() == 1);

        var second = script.run("stream");
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.err()).contains("another stream of ");

        Files.delete(script.running());
        assertThat(first.end().exit()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "PIPELINE, 'PIPELINE is not set'",
        "STATE_DIRECTORY, 'neither STATE nor STATE_DIRECTORY is set'",
        "CHECKPOINTS, 'neither CHECKPOINTS nor RESUME is set'"
    })
    void missingSettingsExitWithTwo(String name, String message) throws IOException {
        var run = script.without(name).run("stream");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.err().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "PIPELINE, /none, 'there is no pipeline file /none'",
        "FLINK, /none, 'there is no Flink command /none'",
        "JAR, /none, 'there is no job jar /none'",
        "LAG_MINUTES, soon, 'are positive numbers, not ''soon'''"
    })
    void badSettingsExitWithTwo(String name, String value, String message) throws IOException {
        var run = script.with(name, value).run("audit", NIGHT);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(script.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-13-02T03:30:00Z"})
    void aTimeThatIsNoneExitsWithTwo(String time) throws IOException {
        var run = script.run("audit", time);

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "tallystick-job: '" + time + "' is not a time like 2026-01-02T03:30:00Z\n");
    }

    @Test
    void anUnknownCommandExitsWithTwo() throws IOException {
        assertThat(script.run("repair").exit()).isEqualTo(2);
    }
}
