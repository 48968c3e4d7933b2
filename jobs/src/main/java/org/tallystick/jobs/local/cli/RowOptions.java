package org.tallystick.jobs.local.cli;

import java.util.Locale;
import java.util.Optional;
import org.tallystick.jobs.archive.ArchiveQuery;
import org.tallystick.jobs.archive.BadConditionException;
import org.tallystick.jobs.archive.NoArchiveException;
import org.tallystick.jobs.arguments.PositiveNumber;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.Console;
import org.tallystick.jobs.local.runner.Jobs;
import org.tallystick.pipeline.Pipeline;
import picocli.CommandLine.Option;

/** Which rows of a table of the archive to show, and how. */
final class RowOptions {
    private static final int ROWS = 20;

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
    private Optional<Integer> limit = Optional.empty();

    @Option(names = "--json", description = "one JSON object a line, with every value whole")
    private boolean json;

    /** An option that was given and says how rows are shown; empty if none was. */
    Optional<String> ofShowing() {
        return json ? Optional.of("--json") : limit.map(any -> "--limit");
    }

    private int limit() {
        return limit.orElse(ROWS);
    }

    /** The condition in SQL, if any. */
    Optional<String> where() {
        return where;
    }

    /** Shows the rows of a table. */
    void show(Console console, Jobs jobs, Pipeline pipeline, TableCommand.Table table)
            throws Exception {
        show(console, looked(() -> jobs.look(pipeline, table.toString(), where, limit())));
    }

    /** Shows which rejects there are, in groups. */
    void showRejects(Console console, Jobs jobs, Pipeline pipeline) throws Exception {
        show(console, looked(() -> jobs.groupRejects(pipeline, where, limit())));
    }

    /** What asks an archive for rows. */
    @FunctionalInterface
    private interface Look {
        ArchiveQuery.Rows rows() throws Exception;
    }

    private static ArchiveQuery.Rows looked(Look look) throws Exception {
        try {
            return look.rows();
        } catch (BadConditionException e) {
            throw new BadInputException("--where: " + e.getMessage());
        } catch (NoArchiveException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    private void show(Console console, ArchiveQuery.Rows found) {
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
                            Locale.ROOT, "there are more than these %,d rows: --limit", limit()));
        }
    }
}
