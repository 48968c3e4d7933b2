package org.tallystick.jobs.local.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.Arguments;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.local.demo.Demo;
import org.tallystick.jobs.local.init.Init;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.FlinkRest;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalFlink;
import org.tallystick.jobs.local.runner.LocalRun;
import org.tallystick.jobs.local.runner.Parallelism;
import org.tallystick.jobs.local.runner.ShellText;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.plan.Versions;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Reprocessing;
import org.tallystick.pipeline.Pipeline;

/** What the command line offers. */
final class Commands {
    private static final Path DATA = Path.of("data");
    private static final String DRAIN = "--drain";
    private static final String TOPIC = "--topic";
    private static final String BOOTSTRAP = "--bootstrap";
    private static final String SAMPLE = "--sample";
    static final String LIMIT = "--limit";
    static final String JSON = "--json";
    private static final String DRAINED =
            "All windows have fired: what comes now is for a run of its own";

    private static final String SET_HELP =
            "--set          a value in place of the file's: source.topic=test, metrics[m].windows='tumbling 1 h'\n";

    private final Console console;
    private final Jobs jobs;
    private final LocalFlink flink;
    private final Path home;

    Commands(Console console, Jobs jobs, Path home) {
        this.console = console;
        this.jobs = jobs;
        this.flink = new LocalFlink(console, home);
        this.home = home;
    }

    /** Every command, in the order in which one needs them. */
    List<Command> all() {
        var all =
                new ArrayList<>(
                        List.of(demo(), init(), check(), functions(), stream(), reprocess()));
        all.addAll(new ViewerCommands(console, jobs).all());
        all.addAll(List.of(ScriptCommands.cluster(), ScriptCommands.flink(), status(), version()));
        return all;
    }

    /** What there is, in a few lines. */
    String overview() {
        return "Tallystick computes metrics twice from one definition, live and from the archive.\n\n"
                + all().stream()
                        .map(
                                command ->
                                        String.format(
                                                "  %-11s%s", command.name(), command.summary()))
                        .collect(Collectors.joining("\n"))
                + "\n\nMore on one of them: ./tallystick help COMMAND";
    }

    private Command demo() {
        return new Command(
                "demo",
                "",
                "Shows the whole story on real flights: stream, archive, reprocess, compare",
                "Starts a Kafka broker in this process and leaves its data in data/demo.",
                new Arguments.Known(List.of(), List.of(), 0),
                arguments -> new Demo(console, jobs, flink, home, DATA.resolve("demo")).run());
    }

    private Command init() {
        return new Command(
                "init",
                "SAMPLE | --topic TOPIC --bootstrap BROKERS [--out FOLDER]",
                "Writes a schema and a pipeline for a sample of events",
                """
                SAMPLE         a file: JSON lines, a JSON document with an array of objects, CSV or an
                               Avro container file; plain, or packed with gzip, zstd or bzip2
                --topic        a topic whose records are JSON, in place of a file
                --bootstrap    its brokers, HOST:PORT
                --out          where the files go; this folder if absent. None is ever overwritten

                Up to 10,000 records are looked at. What is a guess says so in the file.""",
                new Arguments.Known(
                        List.of(TOPIC, BOOTSTRAP, "--out"), List.of(), 1, Optional.of(TOPIC)),
                this::init);
    }

    private ExitCode init(Arguments arguments) throws Exception {
        var out = Path.of(arguments.value("--out").orElse(""));
        if (arguments.has(TOPIC)) {
            var topic = arguments.required(TOPIC);
            return new Init(console, out, topic).topic(topic, arguments.required(BOOTSTRAP));
        }
        if (arguments.has(BOOTSTRAP)) {
            throw new BadArgumentException(BOOTSTRAP + " is for a --topic");
        }
        var sample = Path.of(arguments.words().get(0)).toAbsolutePath().normalize();
        return new Init(console, out, String.valueOf(sample.getFileName())).file(sample);
    }

    private Command check() {
        return new Command(
                "check",
                "[--pipeline] FILE [--set PATH=VALUE ...] [--resume SAVEPOINT] [--sample N] [--connect]",
                "Validates a pipeline file and prints what it will do",
                SET_HELP
                        + """
                --resume       also say what of the savepoint goes on, what starts, and what goes
                --sample       also decode so many records of the source, without a job: the first of
                               files, of topics a share of each partition; and show what becomes of them
                --connect      also try source, registry, archive and sinks, and say what works""",
                new Arguments.Known(
                        List.of("--pipeline", Arguments.SET, LiveOptions.RESUME, SAMPLE),
                        List.of("--connect"),
                        1,
                        Optional.of("--pipeline")),
                this::check);
    }

    private ExitCode check(Arguments arguments) throws Exception {
        if (arguments.value(LiveOptions.RESUME).equals(Optional.of(LiveOptions.LATEST))) {
            throw new BadArgumentException(
                    "check --resume takes the path of a savepoint; 'latest' is for stream");
        }
        var pipeline = jobs.read(arguments.words().get(0), arguments.values(Arguments.SET));
        var lines = resumed(pipeline, arguments);
        warnOfNoOutput(pipeline);
        console.print(jobs.explain(pipeline));
        if (!lines.isEmpty()) {
            console.print("\n" + String.join("\n", lines));
        }
        if (arguments.has("--connect")) {
            return worst(
                    new Connections(console).check(Plan.of(pipeline)), sample(pipeline, arguments));
        }
        requireThere(pipeline, false);
        return sample(pipeline, arguments);
    }

    private static ExitCode worst(ExitCode one, ExitCode other) {
        return one == ExitCode.FINE ? other : one;
    }

    /** Fails where none of the records becomes an event. */
    private ExitCode sample(Pipeline pipeline, Arguments arguments) throws Exception {
        int records = arguments.positive(SAMPLE, 0);
        if (records == 0) {
            return ExitCode.FINE;
        }
        requireThere(pipeline, true);
        var sample = jobs.sample(pipeline, records);
        console.print("\n" + new SampleText(sample, pipeline.events()).text());
        return sample.records() > 0 && sample.events() == 0 ? ExitCode.FAILED : ExitCode.FINE;
    }

    private void requireThere(Pipeline pipeline, boolean bounded) throws BadInputException {
        var missing = jobs.missing(pipeline, bounded);
        if (missing.isPresent()) {
            throw new BadInputException(missing.get());
        }
    }

    private List<String> resumed(Pipeline pipeline, Arguments arguments) throws BadInputException {
        var savepoint = LiveOptions.savepoint(arguments);
        return savepoint.isPresent() ? jobs.resume(pipeline, savepoint.get()) : List.of();
    }

    private Command functions() {
        return new Command(
                "functions",
                "",
                "Lists aggregates and SQL functions, with an example each",
                "",
                new Arguments.Known(List.of(), List.of(), 0),
                arguments -> {
                    console.print(FunctionsText.text());
                    return ExitCode.FINE;
                });
    }

    private Command stream() {
        return new Command(
                "stream",
                "--pipeline FILE [--set PATH=VALUE ...] [--bounded] [--parallelism N] [--resume SAVEPOINT|latest] [--again skip] [--new-history NAMESPACE] [--drain]",
                "Runs a pipeline live on this machine",
                SET_HELP
                        + """
                --bounded      stop where the sources end now; then every window fires
                --parallelism  how many subtasks; as many as processors if absent
                --resume       go on from the savepoint that an earlier run printed, or the latest there is
                --again skip   without a savepoint: read only what the archive does not hold
                --new-history  begin another archive, in this namespace
                --drain        at Ctrl-C, fire all open windows: for a stream that is at its end

                Ctrl-C stops the job with a savepoint in data/NAME.""",
                new Arguments.Known(
                        Stream.concat(
                                        Stream.of("--pipeline", Arguments.SET, "--parallelism"),
                                        LiveOptions.VALUED.stream())
                                .toList(),
                        List.of(LiveOptions.BOUNDED, DRAIN),
                        0),
                this::stream);
    }

    private ExitCode stream(Arguments arguments) throws Exception {
        var options = LiveOptions.of(arguments, console::print);
        var pipeline = pipeline(arguments);
        var settings = settings(RuntimeExecutionMode.STREAMING, pipeline, arguments);
        resumed(pipeline, arguments).forEach(console::print);
        warnOfNoOutput(pipeline);
        requireThere(pipeline, options.bounded());
        for (var line : jobs.connect(pipeline, !options.bounded())) {
            console.print("Waiting for it: " + line);
        }
        var job = jobs.stream(pipeline, options);
        var run = flink.run(pipeline.name(), settings, job);
        return ended(run, pipeline.archive().isPresent(), settings.drain());
    }

    private void warnOfNoOutput(Pipeline pipeline) {
        if (pipeline.archive().isEmpty() && pipeline.sinks().isEmpty()) {
            console.error("warning: results go nowhere, there are neither sinks nor an archive");
        }
    }

    /** Rejects that no archive holds, and such as are all that there is, are shown. */
    private ExitCode ended(LocalRun run, boolean archived, boolean drained) {
        boolean onlyRejects = run.total().events() == 0 && run.total().rejects() > 0;
        if (onlyRejects || !archived) {
            run.firstRejects().forEach(reject -> console.error("rejected: " + reject));
        }
        run.warnings().forEach(warning -> console.error("warning: " + warning));
        console.print(RunReport.summary(run));
        run.savepoint()
                .map(path -> drained ? DRAINED : "Go on with --resume " + ShellText.of(path))
                .ifPresent(console::print);
        if (onlyRejects) {
            console.error("warning: every input was rejected, there is no event");
        }
        boolean lost = run.stopped() && run.savepoint().isEmpty();
        boolean damaged = run.total().flaws().filesDamaged() > 0;
        return lost || damaged ? ExitCode.FAILED : ExitCode.FINE;
    }

    private Command reprocess() {
        return new Command(
                "reprocess",
                "--pipeline FILE [--set PATH=VALUE ...] [--from T] [--to T] [--mode audit|correct] [--limit N] [--json] [--parallelism N]",
                "Computes a pipeline again from its archive and compares",
                SET_HELP
                        + """
                --from, --to   event time, ISO-8601 or a date, from inclusive, to exclusive; all if absent
                --mode         audit reports differences (the default), correct publishes corrections
                --limit        how many differences to list, the first by time; 20 if absent
                --json         print what was found as one JSON object, and nothing else
                --parallelism  how many subtasks; as many as processors if absent

                Exits with 3 where the results differ and were not corrected.""",
                new Arguments.Known(
                        List.of(
                                "--pipeline",
                                Arguments.SET,
                                "--from",
                                "--to",
                                "--mode",
                                LIMIT,
                                "--parallelism"),
                        List.of(JSON),
                        0),
                this::reprocess);
    }

    private ExitCode reprocess(Arguments arguments) throws Exception {
        var range = ReprocessRange.of(arguments.instant("--from"), arguments.instant("--to"));
        var mode = arguments.choice("--mode", Mode.AUDIT);
        var pipeline = pipeline(arguments);
        var settings = settings(RuntimeExecutionMode.BATCH, pipeline, arguments);
        if (mode == Mode.CORRECT) {
            jobs.connect(pipeline, false);
        }
        var name = pipeline.name() + "-reprocess";
        var runner = arguments.has(JSON) ? new LocalFlink(console.aside(), home) : flink;
        int listed = arguments.positive(LIMIT, Reprocessing.LISTED);
        var found =
                jobs.reprocess(
                        pipeline, range, mode, listed, job -> runner.run(name, settings, job));
        console.print(arguments.has(JSON) ? FindingsJson.of(found) : RunReport.of(found));
        return found.total().agrees() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }

    private Pipeline pipeline(Arguments arguments) throws Exception {
        return jobs.read(arguments.required("--pipeline"), LiveOptions.overrides(arguments));
    }

    private LocalFlink.Settings settings(
            RuntimeExecutionMode runtime, Pipeline pipeline, Arguments arguments)
            throws BadArgumentException {
        var usual = LocalFlink.Settings.of(runtime, DATA.resolve(pipeline.name()));
        int wanted = arguments.positive("--parallelism", usual.parallelism());
        var fitting = Parallelism.of(wanted, Runtime.getRuntime().maxMemory());
        fitting.why().ifPresent(console::error);
        return new LocalFlink.Settings(
                runtime,
                fitting.subtasks(),
                usual.state(),
                LiveOptions.savepoint(arguments),
                arguments.has(DRAIN));
    }

    private Command status() {
        return new Command(
                "status",
                "[--url URL]",
                "Shows what the jobs of a Flink cluster are at",
                """
                --url          of Flink's web UI; that of ./tallystick cluster if absent""",
                new Arguments.Known(List.of("--url"), List.of(), 0),
                this::status);
    }

    private ExitCode status(Arguments arguments) throws Exception {
        console.print(new Status(new FlinkRest(url(arguments))).text());
        return ExitCode.FINE;
    }

    private static URI url(Arguments arguments) throws IOException, BadInputException {
        var given = arguments.value("--url");
        if (given.isEmpty()) {
            return LocalCluster.webUi();
        }
        try {
            return URI.create(given.get());
        } catch (IllegalArgumentException e) {
            throw new BadInputException("--url is '" + given.get() + "', no URL");
        }
    }

    private Command version() {
        return new Command(
                "version",
                "",
                "Prints the versions of Tallystick, Flink and Java",
                "",
                new Arguments.Known(List.of(), List.of(), 0),
                arguments -> {
                    console.print(Versions.text());
                    return ExitCode.FINE;
                });
    }
}
