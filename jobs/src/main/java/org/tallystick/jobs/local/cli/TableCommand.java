package org.tallystick.jobs.local.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.arguments.PipelineArguments;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** Shows rows of a table of the archive; the command has the table's name. */
@Command(
        footer =
                "Columns that SQL keeps for itself go in backquotes: `partition`, `offset`, `window`.")
final class TableCommand implements Callable<ExitCode> {
    private final Table table;
    private final Console console;
    private final Jobs jobs;

    @Mixin private final PipelineArguments arguments = new PipelineArguments();

    @Mixin private final RowOptions rows = new RowOptions();

    TableCommand(Table table, Console console, Jobs jobs) {
        this.table = table;
        this.console = console;
        this.jobs = jobs;
    }

    /** What an archive has. */
    enum Table {
        EVENTS("Shows accepted events in the archive, by time"),
        REJECTS("Shows what could not become an event, and why"),
        RESULTS("Shows every version of the published cells, by window"),
        LEDGER("Shows what windows went without: late events and repeats"),
        PROGRESS("Shows which records of the source each checkpoint archived");

        private final String summary;

        Table(String summary) {
            this.summary = summary;
        }

        /** The name of the table, and of the command. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The command, with what the table holds for its help. */
    CommandSpec described() {
        var command = CommandSpec.forAnnotatedObject(this);
        command.usageMessage().description(table.summary);
        return command;
    }

    @Override
    public ExitCode call() throws Exception {
        var pipeline = jobs.read(arguments.file(), arguments.overrides());
        rows.show(console, jobs, pipeline, table);
        return ExitCode.FINE;
    }
}
