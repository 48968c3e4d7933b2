package org.tallystick.jobs.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.CapturedConsole;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.StubJobs;
import org.tallystick.jobs.reprocess.Comparison;

class CliTest {
    private static final Comparison ALL_MATCH = new Comparison(10, 0, 0, 0, 0);

    private final CapturedConsole console = new CapturedConsole(false, 80);

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "-help"})
    void helpNamesEveryCommand(String word) {
        assertThat(run(word)).isEqualTo(ExitCode.FINE);
        assertThat(console.out())
                .contains("demo", "check", "stream", "reprocess", "cluster", "flink", "version");
    }

    @Test
    void noCommandIsAMistakeThatShowsTheOverview() {
        assertThat(run()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(console.out()).contains("help COMMAND");
    }

    @Test
    void aCommandsHelpShowsItsUsage() {
        assertThat(run("reprocess", "--help")).isEqualTo(ExitCode.FINE);
        assertThat(run("help", "stream")).isEqualTo(ExitCode.FINE);
        assertThat(console.out())
                .contains("./tallystick reprocess [--pipeline] FILE", "Exits with 3")
                .contains("./tallystick stream [--pipeline] FILE", "--resume");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
                    strem                              ¦ unknown command 'strem' (did you mean 'stream'?)
                    stream --bonded                    ¦ unknown option --bonded (did you mean '--bounded'?)
                    init smaple --bootsrap b           ¦ unknown option --bootsrap (did you mean '--bootstrap'?)
                    stream                             ¦ the pipeline FILE is missing; usage: ./tallystick stream [--pipeline] FILE [--set PATH=VALUE ...] [--bounded] [--resume SAVEPOINT|latest]
                    check                              ¦ the pipeline FILE is missing; usage: ./tallystick check [--pipeline] FILE
                    check one.yaml two.yaml            ¦ unexpected argument 'two.yaml'; usage: ./tallystick check
                    check one.yaml --pipeline two.yaml ¦ unexpected argument 'one.yaml': --pipeline names the file
                    version 17                         ¦ unexpected argument '17'; usage: ./tallystick version
                    events p.yaml --where              ¦ --where needs a value; usage: ./tallystick events [--pipeline] FILE
                    events p.yaml --limit none         ¦ --limit is 'none', not a positive number; usage: ./tallystick events
                    status --url a|b                   ¦ --url is 'a|b', no URL; usage: ./tallystick status [--url URL]
                    reprocess p --from now             ¦ --from is 'now', not a time like 2001-01-02T00:00:00Z or a date like 2001-01-02
                    reprocess p --to 2001 --to 2002    ¦ --to is '2001', not a time
                    init                               ¦ the SAMPLE is missing; usage: ./tallystick init SAMPLE
                    init --topic t                     ¦ --bootstrap is missing
                    init s.csv --bootstrap b           ¦ --bootstrap is for a --topic
                    init s.csv --topic t               ¦ unexpected argument 's.csv': --topic stands for it
                    cluster                            ¦ cluster is a command of the script
                    reprocess --mode fix --pipeline p  ¦ --mode is 'fix', not one of audit, correct
                    check p.yaml --resume latest       ¦ check --resume takes the path of a savepoint
                    stream --again all --pipeline p    ¦ --again is 'all', not skip
                    rejects replay p.yaml more         ¦ unexpected argument 'more'; usage: ./tallystick rejects
                    rejects list                       ¦ the pipeline FILE is missing; usage: ./tallystick rejects
                    sql p.yaml -e SHOW -f s.sql        ¦ give either -e "SELECT ..." or -f FILE.sql; usage: ./tallystick sql
                    sql p.yaml -f nowhere.sql          ¦ --script: cannot read nowhere.sql
                    sql p.yaml -e SHOW --mode batch    ¦ --mode batch: the pipeline has no archive; --mode streaming reads its source
                    sql p.yaml -e SHOW --mode quick    ¦ --mode is 'quick', not one of batch, streaming
                    help me                            ¦ unknown command 'me'
                    --pipeline p.yaml                  ¦ unknown command '--pipeline'
                    """)
    void aMistakeIsOneLineThatSaysWhatToDo(String line, String message) {
        assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(console.err()).startsWith("tallystick: " + message).hasLineCount(1);
        assertThat(console.out()).isEmpty();
    }

    @Test
    void everyMistakeInAPipelineIsPrinted() {
        assertThat(run("check", "broken.yaml")).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(console.err())
                .isEqualTo(
                        """
                        tallystick: broken.yaml:1:1 unknown key
                        tallystick: broken.yaml:2:1 no metrics
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check good.yaml", "check --pipeline good.yaml"})
    void checkExplainsThePipeline(String line) {
        assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.FINE);
        assertThat(console.out()).isEqualTo("pipeline numbers\n");
        assertThat(console.err()).startsWith("tallystick: warning: results go nowhere");
    }

    @Test
    void checkSaysWhatASavepointComesTo() {
        assertThat(run("check", "good.yaml", "--resume", "s")).isEqualTo(ExitCode.FINE);
        assertThat(console.out())
                .isEqualTo(
                        """
                        pipeline numbers

                        metric sum goes on
                        metric mean goes
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"check good.yaml", "stream --pipeline good.yaml"})
    void aSavepointThatCannotBeResumedIsRefusedBeforeAnythingRuns(String command) {
        var line = command + " --resume nowhere";

        assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(console.err()).isEqualTo("tallystick: nowhere is no savepoint\n");
        assertThat(console.out()).isEmpty();
    }

    @Test
    void versionNamesAllThatMatters() {
        assertThat(run("version")).isEqualTo(ExitCode.FINE);
        assertThat(console.out()).matches("Tallystick \\d.*, Flink \\d.*, Java \\d.*\n");
    }

    @Test
    void theSchemaIsJsonAndKnowsTheFormats() throws Exception {
        assertThat(run("schema")).isEqualTo(ExitCode.FINE);
        var schema = new ObjectMapper().readTree(console.out());
        assertThat(schema.path("$schema").textValue())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(console.out()).contains("\"protobuf-confluent\"", "\"csv.header\"");
    }

    @Test
    void aStreamRunEndsWithItsFigures() {
        assertThat(run("stream", "--pipeline", "p.yaml", "--bounded")).isEqualTo(ExitCode.FINE);
        assertThat(console.out())
                .containsPattern("Flink runs numbers: http://localhost:\\d+")
                .containsPattern("Done after [\\d.]+ s: 1,000 events, 0 rejects");
    }

    @Test
    void aBoundedRunDoesNotWaitForABroker() {
        var jobs = StubJobs.withoutBroker("source: no Kafka answers at nowhere:1");

        assertThat(run(jobs, "stream", "--pipeline", "p.yaml", "--bounded"))
                .isEqualTo(ExitCode.FAILED);
        assertThat(console.err())
                .isEqualTo(
                        """
                        tallystick: warning: results go nowhere, there are neither sinks nor an archive
                        tallystick: source: no Kafka answers at nowhere:1
                        """);
    }

    @Test
    void whatALiveRunWaitsForIsNamed() {
        var jobs = StubJobs.withoutBroker("source: no Kafka answers at nowhere:1");

        assertThat(run(jobs, "stream", "--pipeline", "p.yaml")).isEqualTo(ExitCode.FINE);
        assertThat(console.out()).contains("Waiting for it: source: no Kafka answers at nowhere:1");
    }

    @Test
    void differencesThatStayAreAnExitCodeOfTheirOwn() {
        var differing = new Comparison(8, 1, 1, 0, 0);

        assertThat(run(new StubJobs(differing), "reprocess", "--pipeline", "p"))
                .isEqualTo(ExitCode.DIFFERENT);
        assertThat(console.out()).containsPattern("changed +1\nmissing +1\n");
    }

    @Test
    void latenessIsATableJsonOrADrawing(@TempDir Path folder) throws Exception {
        var drawing = folder.resolve("late.svg");
        var drawn = new String[] {"lateness", "p.yaml", "--svg", drawing.toString()};
        assertThat(run(drawn)).isEqualTo(ExitCode.FINE);
        assertThat(console.out()).contains("Of 1,000 events, 10 (1.0000 %)");
        assertThat(drawing).content().startsWith("<svg ");

        assertThat(run("lateness", "p.yaml", "--json")).isEqualTo(ExitCode.FINE);
        var json = console.out().lines().reduce((before, last) -> last).orElseThrow();
        var windows = new ObjectMapper().readTree(json).path("windows");
        assertThat(windows.get(0).path("late_pairs").toString()).isEqualTo("[540,54,0]");

        var nowhere = folder.resolve("no").resolve("late.svg").toString();
        assertThat(run("lateness", "p.yaml", "--svg", nowhere)).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(console.err()).contains("tallystick: --svg: cannot write " + nowhere);
    }

    @Test
    void rowsOfTheArchiveAreATableOrJsonLines() {
        assertThat(run("events", "-p", "p.yaml")).isEqualTo(ExitCode.FINE);
        assertThat(console.out()).isEqualTo("n  text\n1  a b\n");

        assertThat(run("events", "p.yaml", "--json")).isEqualTo(ExitCode.FINE);
        assertThat(console.out()).endsWith("{\"n\":1,\"text\":\"a b\"}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rejects list p.yaml",
                "rejects p.yaml list",
                "rejects -p p.yaml list",
                "rejects list -p p.yaml"
            })
    void rejectsAreListedWhereverTheWordStands(String line) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.FINE);
        assertThat(console.out()).isEqualTo("kind\ntime\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rejects p.yaml", "rejects show p.yaml", "rejects -p p.yaml"})
    void rejectsAreShownWithOrWithoutAWord(String line) {
        assertThat(run(line.split(" "))).isEqualTo(ExitCode.FINE);
        assertThat(console.out()).isEqualTo("n  text\n1  a b\n");
    }

    @Test
    void aReplayEndsWithWhatBecameOfTheRejects() {
        assertThat(run("rejects", "replay", "p.yaml")).isEqualTo(ExitCode.FINE);
        assertThat(console.out())
                .contains("Flink runs numbers-replay")
                .endsWith(
                        """
                        became events   5
                        repeats         2
                        still rejected  1
                          t, partition 0, position 7: no event time
                        'reprocess --mode correct' publishes the windows that these belong to
                        """);
    }

    @Test
    void aDryRunSaysWhatWouldBecomeOfThem() {
        assertThat(run("rejects", "replay", "p.yaml", "--dry-run")).isEqualTo(ExitCode.FINE);
        assertThat(console.out()).contains("would become events  5").doesNotContain("reprocess");
    }

    @Test
    void aReportIsWrittenOrRefusedBeforeTheRun(@TempDir Path folder) throws Exception {
        var page = folder.resolve("page.html");
        assertThat(run("reprocess", "p.yaml", "--report", page.toString()))
                .isEqualTo(ExitCode.FINE);
        assertThat(page).content().contains("<h1>MATCH</h1>");

        var nowhere = folder.resolve("nowhere").resolve("page.html");
        assertThat(run("reprocess", "p.yaml", "--report", nowhere.toString()))
                .isEqualTo(ExitCode.BAD_INPUT);
        assertThat(console.err()).contains("--report: there is no folder", "make it first");
    }

    @ParameterizedTest
    @CsvSource({
        "show, --dry-run, replay",
        "list, --parallelism=2, replay",
        "replay, --json, list",
        "replay, --limit=3, list"
    })
    void anOptionOfAnotherActionIsRefused(String action, String option, String other) {
        assertThat(run("rejects", action, "p.yaml", option)).isEqualTo(ExitCode.BAD_INPUT);

        assertThat(console.err())
                .startsWith(
                        "tallystick: "
                                + option.replaceFirst("=.", "")
                                + " is of 'rejects "
                                + other
                                + "'")
                .contains("leave it out");
    }

    private ExitCode run(String... arguments) {
        return run(new StubJobs(ALL_MATCH), arguments);
    }

    private ExitCode run(Jobs jobs, String... arguments) {
        return new Cli(console.console(), jobs, Path.of("..")).run(List.of(arguments));
    }
}
