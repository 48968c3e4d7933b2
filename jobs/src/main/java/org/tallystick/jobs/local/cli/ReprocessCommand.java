package org.tallystick.jobs.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.PositiveNumber;
import org.tallystick.jobs.local.report.ReportPage;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalFlink;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessArguments;
import org.tallystick.jobs.reprocess.Wanted;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./tallystick reprocess}. */
@Command(
        description = "Computes a pipeline again from its archive and compares",
        footer =
                "Exits with 3 where results differ, nothing explains it, and they were not"
                        + " corrected.")
final class ReprocessCommand implements Callable<ExitCode> {
    private final Console console;
    private final Jobs jobs;
    private final Path home;

    @Mixin private final ReprocessArguments arguments = new ReprocessArguments();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description =
                    "how many differences to list, the first by time; "
                            + Wanted.LISTED
                            + " if absent")
    private int limit = Wanted.LISTED;

    @Option(
            names = "--json",
            description = "print what was found as one JSON object, and nothing else")
    private boolean json;

    @Option(
            names = "--report",
            paramLabel = "PAGE",
            description = "write what was found as a page for a browser, with charts")
    private Optional<Path> page = Optional.empty();

    @Mixin private final ParallelismOption parallelism = new ParallelismOption();

    ReprocessCommand(Console console, Jobs jobs, Path home) {
        this.console = console;
        this.jobs = jobs;
        this.home = home;
    }

    @Override
    public ExitCode call() throws Exception {
        var range = arguments.range();
        var mode = arguments.mode();
        var wanted =
                Wanted.listing(limit).certified(arguments.certificate()).drawn(page.isPresent());
        if (page.isPresent()) {
            requireFolder(page.get());
        }
        var pipeline = jobs.read(arguments.file(), arguments.overrides());
        var settings = parallelism.batch(console, pipeline);
        if (mode == Mode.CORRECT) {
            jobs.connect(pipeline, false);
        }
        var name = pipeline.name() + "-reprocess";
        var aside = json ? console.aside() : console;
        var flink = new LocalFlink(aside, home);
        Jobs.Runner runner = job -> flink.run(name, settings, job);
        var found =
                arguments.stale()
                        ? jobs.reprocessStale(pipeline, mode, wanted, aside::print, runner)
                        : Optional.of(jobs.reprocess(pipeline, range, mode, wanted, runner));
        if (found.isEmpty()) {
            aside.print("Nothing is stale.");
            var code = json ? report(Findings.NONE) : ExitCode.FINE;
            write(pipeline.name(), Findings.NONE);
            return code;
        }
        var code = report(found.get());
        write(pipeline.name(), found.get());
        return code;
    }

    /** What takes an hour is not to fail in its last second. */
    private static void requireFolder(Path file) throws BadInputException {
        var folder = file.toAbsolutePath().getParent();
        if (folder == null || Files.isDirectory(file)) {
            throw new BadInputException(
                    "--report: %s is a folder: name a file in it".formatted(file));
        }
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(
                    "--report: there is no folder %s: make it first".formatted(folder));
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new BadInputException("--report: %s may not be written".formatted(file));
        }
    }

    /** What was asked for, in words. */
    private String task() throws BadArgumentException {
        var what = arguments.mode() == Mode.CORRECT ? "correction" : "audit";
        return what + " of " + (arguments.stale() ? "stale windows" : arguments.range().text());
    }

    private void write(String pipeline, Findings found)
            throws BadInputException, BadArgumentException {
        if (page.isEmpty()) {
            return;
        }
        try {
            Files.writeString(page.get(), new ReportPage(pipeline, task(), found).text());
        } catch (IOException e) {
            throw new BadInputException("--report: cannot write " + page.get() + ": " + e);
        }
    }

    private ExitCode report(Findings found) {
        console.print(json ? FindingsJson.of(found) : RunReport.of(found));
        return found.isFine() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }
}
