package org.tallystick.jobs.local.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.PipelineArguments;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalFlink;
import org.tallystick.jobs.reprocess.RangeArguments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./tallystick books}. */
@Command(
        description = "Adds up what became of every record, and of every event in every window",
        footer = "Exits with 3 where they do not balance.")
final class BooksCommand implements Callable<ExitCode> {
    private final Console console;
    private final Jobs jobs;
    private final Path home;

    @Mixin private final PipelineArguments arguments = new PipelineArguments();

    @Mixin private final RangeArguments range = new RangeArguments();

    @Option(names = "--json", description = "print the books as one JSON object, and nothing else")
    private boolean json;

    @Mixin private final ParallelismOption parallelism = new ParallelismOption();

    BooksCommand(Console console, Jobs jobs, Path home) {
        this.console = console;
        this.jobs = jobs;
        this.home = home;
    }

    @Override
    public ExitCode call() throws Exception {
        var windows = range.range();
        var pipeline = jobs.read(arguments.file(), arguments.overrides());
        var name = pipeline.name() + "-books";
        var settings = parallelism.batch(console, pipeline);
        var flink = new LocalFlink(json ? console.aside() : console, home);
        var books = jobs.books(pipeline, windows, job -> flink.run(name, settings, job));
        console.print(json ? BooksJson.of(books) : BooksText.of(books));
        return books.balance() ? ExitCode.FINE : ExitCode.DIFFERENT;
    }
}
