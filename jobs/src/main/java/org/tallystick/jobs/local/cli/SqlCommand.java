package org.tallystick.jobs.local.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.jobs.local.runner.LocalFlink;
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
            "There is no shell: statements come by -e or -f."
        })
final class SqlCommand implements Callable<ExitCode> {
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
        var script = arguments.statements();
        var pipeline = jobs.read(arguments.file(), arguments.overrides());
        var mode = arguments.mode(pipeline);
        if (mode == SqlMode.STREAMING) {
            new Ends(console, jobs).requireInput(pipeline, arguments.bounded());
        }
        var env = new LocalFlink(console, home).environment(settings(pipeline, mode));
        jobs.sql(pipeline, env, mode, arguments.bounded(), script);
        return ExitCode.FINE;
    }

    private LocalFlink.Settings settings(Pipeline pipeline, SqlMode mode) {
        return new LocalFlink.Settings(
                mode == SqlMode.BATCH ? RuntimeExecutionMode.BATCH : RuntimeExecutionMode.STREAMING,
                parallelism.subtasks(console),
                Commands.DATA.resolve(pipeline.name()),
                Optional.empty(),
                false);
    }
}
