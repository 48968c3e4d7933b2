package org.tallystick.jobs.local.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.archive.ArchiveQuery;
import org.tallystick.jobs.archive.BadConditionException;
import org.tallystick.jobs.archive.NoArchiveException;
import org.tallystick.jobs.arguments.PipelineArguments;
import org.tallystick.jobs.arguments.PositiveNumber;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Shows rows of a table of the archive; the command has the table's name. */
@Command(
        footer =
                "Columns that SQL keeps for itself go in backquotes: `partition`, `offset`, `window`.")
final class TableCommand implements Callable<ExitCode> {
    private static final int ROWS = 20;

    private final Table table;
    private final Console console;
    private final Jobs jobs;

    @Mixin private final PipelineArguments arguments = new PipelineArguments();

    @Option(
            names = "--where",
            paramLabel = "SQL",
            description = "only rows that meet this condition of Flink SQL; times are UTC")
    private Optional<String> where = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            converter = PositiveNumber.class,
            description = "how many rows at most; " + ROWS + " if absent")
    private int limit = ROWS;

    @Option(names = "--json", description = "one JSON object a line, with every value whole")
    private boolean json;

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
        try {
            show(jobs.look(pipeline, table.toString(), where, limit));
            return ExitCode.FINE;
        } catch (BadConditionException e) {
            throw new BadInputException("--where: " + e.getMessage());
        } catch (NoArchiveException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    private void show(ArchiveQuery.Rows found) {
        if (json) {
            found.rows().forEach(row -> console.print(RowTexts.json(row, found.columns())));
        } else if (found.rows().isEmpty()) {
            console.print("no rows");
        } else {
            console.print(RowTexts.table(found));
        }
        if (found.more()) {
            console.error(
                    String.format(
                            Locale.ROOT, "there are more than these %,d rows: --limit", limit));
        }
    }
}
