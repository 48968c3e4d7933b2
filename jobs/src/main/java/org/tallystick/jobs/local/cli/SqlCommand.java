package org.tallystick.jobs.local.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalFlink;
import org.tallystick.jobs.local.runner.SqlShell;
import org.tallystick.jobs.sql.PipelineCatalogFactory;
import org.tallystick.jobs.sql.SqlArguments;
import org.tallystick.jobs.sql.SqlMode;
import org.tallystick.pipeline.Pipeline;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ./tallystick sql}. */
@Command(
        description = "Runs SQL over the archive, or over the events and metrics live",
        footer = {
            "There are events, a table for each metric, archive.events and the archive's other tables,",
            "and sink_1.METRIC to insert cells into: SHOW TABLES, DESCRIBE events. Times are UTC.",
            "Without -e and -f, Flink's SQL client asks for statements: HELP, QUIT."
        })
final class SqlCommand implements Callable<ExitCode> {
    private static final Duration SHOWN_EVERY = Duration.ofSeconds(1);

    private final Console console;
    private final Jobs jobs;
    private final Path home;

    @Mixin private final SqlArguments arguments = new SqlArguments();

    @Mixin private final ParallelismOption parallelism = new ParallelismOption();

    SqlCommand(Console console, Jobs jobs, Path home) {
        this.console = console;
        this.jobs = jobs;
        this.home = home;
    }

    @Override
    public ExitCode call() throws Exception {
        var script =
                arguments.none() ? Optional.<String>empty() : Optional.of(arguments.statements());
        var pipeline = jobs.readForArchive(arguments.file(), arguments.overrides());
        var mode = arguments.mode(pipeline);
        if (mode == SqlMode.STREAMING) {
            pipeline = jobs.read(arguments.file(), arguments.overrides());
            new Ends(console, jobs).requireInput(pipeline, arguments.bounded());
        }
        var settings = settings(pipeline, mode);
        var flink = new LocalFlink(console, home);
        if (script.isPresent()) {
            try (var running = flink.forStatements(settings)) {
                var env = running.environment();
                jobs.sql(pipeline, env, mode, arguments.bounded(), script.get());
            }
        } else {
            shell(flink.unwatched(settings), settings.state(), pipeline.name(), mode);
        }
        return ExitCode.FINE;
    }

    private void shell(Configuration flink, Path state, String name, SqlMode mode)
            throws Exception {
        // A query's rows are shown with the checkpoint that they are in.
        flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, SHOWN_EVERY);
        var opening =
                List.of(
                        PipelineCatalogFactory.statement(
                                name,
                                arguments.file(),
                                arguments.overrides(),
                                mode,
                                arguments.bounded()),
                        "USE CATALOG " + PipelineCatalogFactory.identifier(name));
        new SqlShell(flink, opening, state.resolve("sql-history")).run(console);
    }

    private LocalFlink.Settings settings(Pipeline pipeline, SqlMode mode) {
        return new LocalFlink.Settings(
                mode.runtime(),
                parallelism.subtasks(console),
                Commands.DATA.resolve(pipeline.name()),
                Optional.empty(),
                false);
    }
}
