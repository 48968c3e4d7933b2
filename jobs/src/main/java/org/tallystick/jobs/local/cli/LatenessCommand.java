package org.tallystick.jobs.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.PipelineArguments;
import org.tallystick.jobs.lateness.LatenessReport;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalFlink;
import org.tallystick.jobs.reprocess.RangeArguments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./tallystick lateness}. */
@Command(
        description =
                "Says what would be late with other settings, from how the archive's events came",
        footer = {
            "A setting of your own is tried with --set events.out-of-orderness=20min or",
            "--set events.allowed-lateness=2h; the archive stays as it is."
        })
final class LatenessCommand implements Callable<ExitCode> {
    private final Console console;
    private final Jobs jobs;
    private final Path home;

    @Mixin private final PipelineArguments arguments = new PipelineArguments();

    @Mixin private final RangeArguments range = new RangeArguments();

    @Option(names = "--json", description = "print all counts as one JSON object, and nothing else")
    private boolean json;

    @Option(
            names = "--svg",
            paramLabel = "PATH",
            description = "also draw the shares of late events into a file")
    private Optional<Path> svg = Optional.empty();

    @Mixin private final ParallelismOption parallelism = new ParallelismOption();

    LatenessCommand(Console console, Jobs jobs, Path home) {
        this.console = console;
        this.jobs = jobs;
        this.home = home;
    }

    @Override
    public ExitCode call() throws Exception {
        var counted = range.range();
        var pipeline = jobs.read(arguments.file(), arguments.overrides());
        var settings = parallelism.batch(console, pipeline);
        var flink = new LocalFlink(json ? console.aside() : console, home);
        var report =
                jobs.lateness(
                        pipeline,
                        counted,
                        job -> flink.run(pipeline.name() + "-lateness", settings, job));
        console.print(
                json
                        ? LatenessJson.of(report)
                        : new LatenessText(report, console.isUnicode()).text());
        if (svg.isPresent()) {
            draw(report, svg.get());
        }
        return ExitCode.FINE;
    }

    private static void draw(LatenessReport report, Path file) throws BadInputException {
        try {
            Files.writeString(file, new LatenessSvg(report).text());
        } catch (IOException e) {
            throw new BadInputException("--svg: cannot write " + file + ": " + e);
        }
    }
}
