package org.tallystick.jobs.local.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.arguments.StreamArguments;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalFlink;
import org.tallystick.jobs.local.runner.LocalRun;
import org.tallystick.jobs.local.runner.ShellText;
import org.tallystick.pipeline.Pipeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./tallystick stream}. */
@Command(
        description = "Runs a pipeline live on this machine",
        footer = "Ctrl-C stops the job with a savepoint in data/NAME.")
final class StreamCommand implements Callable<ExitCode> {
    private static final String DRAINED =
            "All windows have fired: what comes now is for a run of its own";

    private final Console console;
    private final Jobs jobs;
    private final Path home;
    private final Ends ends;

    @Mixin private final StreamArguments arguments = new StreamArguments();
    @Mixin private final ParallelismOption parallelism = new ParallelismOption();

    @Option(
            names = "--drain",
            description = "at Ctrl-C, fire all open windows: for a stream that is at its end")
    private boolean drain;

    StreamCommand(Console console, Jobs jobs, Path home) {
        this.console = console;
        this.jobs = jobs;
        this.home = home;
        this.ends = new Ends(console, jobs);
    }

    @Override
    public ExitCode call() throws Exception {
        var options = arguments.options(console::print);
        var pipeline = jobs.read(arguments.file(), arguments.overrides());
        var settings = settings(pipeline);
        if (settings.resume().isPresent()) {
            jobs.resume(pipeline, settings.resume().get()).forEach(console::print);
        }
        ends.warn(pipeline);
        ends.requireInput(pipeline, options.bounded());
        connect(pipeline, options);
        var flink = new LocalFlink(console, home);
        var run = flink.run(pipeline.name(), settings, jobs.stream(pipeline, options));
        return ended(run, pipeline.archive().isPresent());
    }

    private LocalFlink.Settings settings(Pipeline pipeline) {
        return new LocalFlink.Settings(
                RuntimeExecutionMode.STREAMING,
                parallelism.subtasks(console),
                Commands.DATA.resolve(pipeline.name()),
                arguments.savepoint(),
                drain);
    }

    private void connect(Pipeline pipeline, LiveOptions options) throws Exception {
        for (var line : jobs.connect(pipeline, !options.bounded())) {
            console.print("Waiting for it: " + line);
        }
    }

    /** Rejects that no archive holds, and such as are all that there is, are shown. */
    private ExitCode ended(LocalRun run, boolean archived) {
        boolean onlyRejects = run.total().events() == 0 && run.total().rejects() > 0;
        if (onlyRejects || !archived) {
            run.firstRejects().forEach(reject -> console.error("rejected: " + reject));
        }
        run.warnings().forEach(warning -> console.error("warning: " + warning));
        console.print(RunReport.summary(run));
        run.savepoint()
                .map(path -> drain ? DRAINED : "Go on with --resume " + ShellText.of(path))
                .ifPresent(console::print);
        if (onlyRejects) {
            console.error("warning: every input was rejected, there is no event");
        }
        boolean lost = run.stopped() && run.savepoint().isEmpty();
        boolean damaged = run.total().flaws().filesDamaged() > 0;
        return lost || damaged ? ExitCode.FAILED : ExitCode.FINE;
    }
}
