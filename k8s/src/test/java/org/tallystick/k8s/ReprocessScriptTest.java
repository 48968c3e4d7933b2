package org.tallystick.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReprocessScriptTest {
    private static final String AUDIT = "flights-audit-20260102-0000";

    @TempDir private Path folder;
    private Reprocess script;

    @BeforeEach
    void start() throws IOException {
        script = new Reprocess(folder, production(), "flights-audit");
    }

    private static Overlay production() {
        return Overlay.named("production");
    }

    @Test
    void theWindowFollowsFromTheScheduledTime() throws IOException {
        assertThat(script.reports(AUDIT, "FINISHED|STABLE|").run().exit()).isZero();

        assertThat(arguments(AUDIT))
                .containsExactly(
                        "--pipeline",
                        "/opt/tallystick/pipeline/flights.yaml",
                        "--from",
                        "2026-01-01T00:00:00Z",
                        "--to",
                        "2026-01-02T00:00:00Z",
                        "--mode",
                        "audit");
    }

    @ParameterizedTest
    @CsvSource({
        "29455410, 20260102-0030, 2026-01-01T23:30:00Z, 2026-01-02T00:30:00Z",
        "29455424, 20260102-0030, 2026-01-01T23:30:00Z, 2026-01-02T00:30:00Z",
        "29455425, 20260102-0045, 2026-01-01T23:45:00Z, 2026-01-02T00:45:00Z"
    })
    void correctionsTakeTheHourThatEndedThreeHoursBefore(
            long scheduled, String end, String from, String to) throws IOException {
        script = correcting().with("JOB_NAME", "flights-correct-" + scheduled);
        var name = "flights-correct-" + end;

        assertThat(script.reports(name, "FINISHED|STABLE|").run().exit()).isZero();

        assertThat(arguments(name)).contains("--from", from, "--to", to, "--mode", "correct");
    }

    private Reprocess correcting() throws IOException {
        return new Reprocess(folder.resolve("correct"), production(), "flights-correct");
    }

    @Test
    void aSuccessfulRunExitsWithZero() throws IOException {
        var run =
                script.reports(
                                AUDIT,
                                "||",
                                "RECONCILING|DEPLOYED|",
                                "RUNNING|STABLE|",
                                "FINISHED|STABLE|")
                        .run();

        assertThat(run.exit()).as(run.err()).isZero();
    }

    @Test
    void differencesExitWithThree() throws IOException {
        var error =
                "{\"message\":\"org.tallystick.jobs.DifferenceException: "
                        + Differences.message()
                        + "\"}";

        var run = script.reports(AUDIT, "RUNNING|STABLE|", "FAILED|FAILED|" + error).run();

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .isEqualTo("reprocess: " + AUDIT + " found differences: " + error + "\n");
    }

    @Test
    void anyOtherFailureExitsWithOne() throws IOException {
        var run = script.reports(AUDIT, "FAILED|FAILED|{\"message\":\"no archive\"}").run();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("reprocess: " + AUDIT + " failed: {\"message\":\"no archive\"}\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CANCELED|STABLE|", "|FAILED|refused by the operator"})
    void aRunThatNeverEndsWellExitsWithOne(String status) throws IOException {
        assertThat(script.reports(AUDIT, status).run().exit()).isEqualTo(1);
    }

    @Test
    void aRetryWaitsForTheRunThatIsThere() throws IOException {
        script.has(AUDIT, "RUNNING|STABLE|", "FINISHED|STABLE|");

        var run = script.run();

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .isEqualTo(
                        "reprocess: "
                                + AUDIT
                                + " is there already: waiting for it, nothing is started\n");
        assertThat(script.created()).isZero();
    }

    @Test
    void aRunThatHasFinishedIsNotSubmittedAgain() throws IOException {
        script.reports(AUDIT, "FINISHED|STABLE|").run();

        assertThat(script.run().exit()).isZero();
        assertThat(script.created()).isEqualTo(1);
    }

    @Test
    void aRunThatFoundDifferencesKeepsItsVerdict() throws IOException {
        script.reports(AUDIT, "FAILED|FAILED|" + Differences.message()).run();

        assertThat(script.run().exit()).isEqualTo(3);
        assertThat(script.created()).isEqualTo(1);
    }

    @Test
    void runsAtTheSameTimeMakeOneDeployment() throws Exception {
        script.reports(AUDIT, "RUNNING|STABLE|");
        var both = Stream.of(script.start(), script.start()).toList();
        Waiting.until(
                () ->
                        script.calls().stream().filter(call -> call.contains("jobStatus")).count()
                                > 4);
        script.reports(AUDIT, "FINISHED|STABLE|");

        for (Shell.Started one : both) {
            assertThat(one.end().exit()).isZero();
        }
        assertThat(script.created()).isEqualTo(1);
    }

    @Test
    void anApiServerThatIsAwayForAMomentIsAskedAgain() throws IOException {
        var run = script.reports(AUDIT, "RUNNING|STABLE|", "unreachable", "FINISHED|STABLE|").run();

        assertThat(run.exit()).isZero();
    }

    @Test
    void anApiServerThatDoesNotAnswerIsNoReasonToStart() throws IOException {
        Files.createFile(folder.resolve("down"));

        var run = script.run();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .endsWith(
                        "reprocess: cannot ask for FlinkDeployment "
                                + AUDIT
                                + ": see kubectl's message above\n");
        assertThat(script.created()).isZero();
    }

    @Test
    void waitingHasAnEnd() throws IOException {
        var run = script.with("TIMEOUT_SECONDS", "1").reports(AUDIT, "RUNNING|STABLE|").run();

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains(AUDIT + " is RUNNING after 1 s, and left alone");
        assertThat(script.deployments()).containsExactly(AUDIT);
    }

    @Test
    void oldRunsThatHaveEndedAreRemoved() throws IOException {
        script.has("flights-audit-20251224-0000", "FINISHED|STABLE|")
                .has("flights-audit-20251225-0000", "FAILED|FAILED|")
                .has("flights-audit-20251226-0000", "RUNNING|STABLE|")
                .has("flights-audit-20251227-0000", "FINISHED|STABLE|")
                .has("flights-correct-20251224-0000", "FINISHED|STABLE|")
                .reports(AUDIT, "FINISHED|STABLE|");

        assertThat(script.run().exit()).isZero();

        assertThat(script.deployments())
                .containsExactly(
                        "flights-audit-20251226-0000",
                        "flights-audit-20251227-0000",
                        AUDIT,
                        "flights-correct-20251224-0000");
    }

    @Test
    void aWindowWhoseRunMayHaveBeenRemovedIsRefused() throws IOException {
        var run = script.with("JOB_NAME", "flights-audit-29440000").run();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("is older than what is kept (10080 minutes)");
        assertThat(script.deployments()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "JOB_NAME, flights-audit-manual-x1, does not end in minutes since 1970",
        "MODE, repair, 'MODE is ''repair'', not audit or correct'",
        "SPAN_MINUTES, 1h, 'SPAN_MINUTES is ''1h'', not a positive number'",
        "LIVE, '', 'LIVE is not set'",
        "LIVE, a-pipeline-with-a-name-that-is-too-long, longer than the operator's 45 characters"
    })
    void badSettingsExitWithTwo(String name, String value, String message) throws IOException {
        var run = script.with(name, value).run();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(message);
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void theScriptAsksForNothingThatItsRoleForbids() throws IOException {
        script.has("flights-audit-20251224-0000", "FINISHED|STABLE|")
                .reports(AUDIT, "FINISHED|STABLE|")
                .run();

        var verbs =
                script.calls().stream()
                        .filter(
                                call ->
                                        !call.startsWith("patch --local ")
                                                && !call.startsWith("created "))
                        .map(
                                call ->
                                        call.startsWith("get flinkdeployment -l")
                                                ? "list"
                                                : call.replaceFirst(" .*", ""))
                        .distinct();

        var rules = production().one("Role", "flights-reprocess").path("rules");
        assertThat(rules).hasSize(1);
        assertThat(rules.at("/0/resources"))
                .map(one -> one.asText())
                .containsExactly("flinkdeployments");
        assertThat(verbs)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of("get", "list", "create", "delete")
                                .filter(
                                        verb ->
                                                rules.at("/0/verbs")
                                                        .toString()
                                                        .contains("\"" + verb + "\""))
                                .toList());
    }

    private List<String> arguments(String name) throws IOException {
        return Texts.of(script.deployment(name).at("/spec/job/args"));
    }
}
