package org.tallystick.jobs.archive;

import static org.apache.flink.table.api.Expressions.$;
import static org.apache.flink.table.api.Expressions.callSql;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.expressions.Expression;
import org.apache.flink.types.Row;
import org.apache.iceberg.flink.FlinkCatalog;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.ArchiveSpec;
import org.tallystick.sql.PlannerMessage;

/**
 * Looks into a table of an archive with a condition in Flink's SQL, and changes nothing in it.
 *
 * <p>Rows come in a fixed order, so that the same archive shows the same rows. Conditions reach
 * Iceberg: files that cannot hold such a row are not opened.
 */
public final class ArchiveQuery {
    private static final String CATALOG = "archive";

    /** Of the rejects' table, which stands here twice. */
    private static final String OPEN_REJECTS =
            """
            SELECT * FROM %1$s AS r
            WHERE r.kind IS DISTINCT FROM 'replayed' AND NOT EXISTS (
              SELECT * FROM %1$s AS a
              WHERE a.kind = 'replayed' AND r.metric IS NULL AND a.topic = r.topic
                AND a.`partition` = r.`partition` AND a.`offset` = r.`offset`)
            """;

    private static final Map<String, List<String>> ORDER =
            Map.of(
                    ArchiveTable.EVENTS, List.of("_time", "_topic", "_partition", "_offset"),
                    ArchiveTable.REJECTS, List.of("topic", "partition", "offset", "metric"),
                    ArchiveTable.RESULTS,
                            List.of(
                                    "window_start",
                                    "window_end",
                                    "metric",
                                    "window",
                                    "keys",
                                    "revision",
                                    "published_at"),
                    ArchiveTable.LEDGER, List.of("first_end", "metric", "window", "reason"),
                    ArchiveTable.PROGRESS, List.of("committed_at", "topic", "partition"));

    private ArchiveQuery() {}

    /**
     * Rows of a table.
     *
     * @param columns the names of the columns, in the order of each row's values
     * @param rows the first by order
     * @param more whether there are more than those
     */
    public record Rows(List<String> columns, List<Row> rows, boolean more) {}

    /**
     * The first rows that meet a condition.
     *
     * @param table the name of one of the archive's tables
     * @param where a condition; all rows without one
     * @param limit how many rows at most, positive
     * @throws NoArchiveException where there is no archive
     * @throws BadConditionException where the condition cannot be used
     */
    public static Rows first(
            ArchiveSpec spec, EventLayout layout, String table, Optional<String> where, int limit)
            throws Exception {
        return in(
                spec,
                layout,
                env -> first(filtered(env.from(path(spec, table)), where), table, limit));
    }

    /**
     * What rejects there are that have not been decoded since, and events that metrics did without:
     * in groups of a kind and a reason, the largest first.
     *
     * @param where a condition on their rows; all without one
     * @param limit how many groups at most, positive
     * @throws NoArchiveException where there is no archive
     * @throws BadConditionException where the condition cannot be used
     */
    public static Rows rejects(
            ArchiveSpec spec, EventLayout layout, Optional<String> where, int limit)
            throws Exception {
        var open = OPEN_REJECTS.formatted(path(spec, ArchiveTable.REJECTS));
        return in(
                spec,
                layout,
                env -> {
                    var groups = new RejectGroups();
                    try (var all = filtered(env.sqlQuery(open), where).execute().collect()) {
                        all.forEachRemaining(groups::add);
                    }
                    return groups.rows(limit);
                });
    }

    /** What is asked of an archive. */
    @FunctionalInterface
    private interface Question {
        Rows answer(TableEnvironment env) throws Exception;
    }

    private static Rows in(ArchiveSpec spec, EventLayout layout, Question question)
            throws Exception {
        try (var archive = Archive.openToRead(spec, layout)) {
            // Whether it is there; SQL says less clearly that it is not.
        }
        var env = TableEnvironment.create(EnvironmentSettings.newInstance().inBatchMode().build());
        env.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        register(SqlCatalog.of(CATALOG, spec), env);
        try {
            return question.answer(env);
        } finally {
            env.executeSql("DROP CATALOG " + CATALOG);
        }
    }

    @SuppressWarnings("deprecation") // the other way takes properties only, and prints them
    private static void register(FlinkCatalog catalog, TableEnvironment env) {
        env.registerCatalog(CATALOG, catalog);
    }

    private static String path(ArchiveSpec spec, String table) {
        return "`%s`.`%s`.`%s`".formatted(CATALOG, SqlCatalog.database(spec), table);
    }

    private static Table filtered(Table table, Optional<String> where) {
        try {
            return where.isPresent() ? table.filter(callSql(where.get())) : table;
        } catch (RuntimeException e) {
            var columns = table.getResolvedSchema().getColumnNames();
            throw new BadConditionException(
                    PlannerMessage.problem("condition", where.get(), columns, e));
        }
    }

    private static Rows first(Table table, String name, int limit) throws Exception {
        var order =
                ORDER.get(name).stream()
                        .map(column -> (Expression) $(column).asc())
                        .toArray(Expression[]::new);
        var result = table.orderBy(order).fetch(limit + 1).execute();
        var rows = new ArrayList<Row>();
        try (var all = result.collect()) {
            all.forEachRemaining(rows::add);
        }
        boolean more = rows.size() > limit;
        return new Rows(
                result.getResolvedSchema().getColumnNames(),
                more ? rows.subList(0, limit) : rows,
                more);
    }
}
