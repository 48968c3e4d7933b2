package org.tallystick.jobs.local.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.archive.ArchiveQuery;
import org.tallystick.jobs.archive.BadConditionException;
import org.tallystick.jobs.archive.NoArchiveException;
import org.tallystick.jobs.arguments.Arguments;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;

/** Commands that show what an archive holds, one for each of its tables. */
record ViewerCommands(Console console, Jobs jobs) {
    private static final String PIPELINE = "--pipeline";
    private static final String WHERE = "--where";
    private static final int ROWS = 20;

    List<Command> all() {
        return List.of(
                viewer("events", "Shows accepted events in the archive, by time"),
                viewer("rejects", "Shows what could not become an event, and why"),
                viewer("results", "Shows every version of the published cells, by window"),
                viewer("ledger", "Shows what windows went without: late events and repeats"),
                viewer("progress", "Shows which records of the source each checkpoint archived"));
    }

    private Command viewer(String table, String summary) {
        return new Command(
                table,
                "[--pipeline] FILE [--set PATH=VALUE ...] [--where SQL] [--limit N] [--json]",
                summary,
                """
                --set          a value in place of the file's
                --where        only rows that meet this condition of Flink SQL; times are UTC
                --limit        how many rows at most; 20 if absent
                --json         one JSON object a line, with every value whole

                Columns that SQL keeps for itself go in backquotes: `partition`, `offset`, `window`.""",
                new Arguments.Known(
                        List.of(PIPELINE, Arguments.SET, WHERE, Commands.LIMIT),
                        List.of(Commands.JSON),
                        1,
                        Optional.of(PIPELINE)),
                arguments -> show(table, arguments));
    }

    private ExitCode show(String table, Arguments arguments) throws Exception {
        var file = arguments.words().get(0);
        var pipeline = jobs.read(file, arguments.values(Arguments.SET));
        int limit = arguments.positive(Commands.LIMIT, ROWS);
        try {
            var found = jobs.look(pipeline, table, arguments.value(WHERE), limit);
            show(found, limit, arguments.has(Commands.JSON));
            return ExitCode.FINE;
        } catch (BadConditionException e) {
            throw new BadInputException(WHERE + ": " + e.getMessage());
        } catch (NoArchiveException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    private void show(ArchiveQuery.Rows found, int limit, boolean json) {
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
