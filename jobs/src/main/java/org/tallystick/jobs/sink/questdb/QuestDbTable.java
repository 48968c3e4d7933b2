package org.tallystick.jobs.sink.questdb;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.connector.CellKey;
import org.tallystick.jobs.sink.http.HttpSession;
import org.tallystick.jobs.sink.http.LineText;
import org.tallystick.jobs.sink.http.RefusedCallException;
import org.tallystick.jobs.sink.http.UnfitCellException;
import org.tallystick.jobs.trial.TrialException;

/**
 * A metric's table in QuestDB: one row a cell.
 *
 * <p>A row takes the place of the one that has the same start of the window and the same {@code
 * cell}, which is the cell's identity as text: a key's own columns may be null.
 *
 * @param name the metric's
 * @param keys the columns of its keys
 * @param values the columns of its aggregates
 * @param partition the stretch of time of a partition, as SQL has it
 */
record QuestDbTable(
        String name,
        ArrayList<QuestDbColumn> keys,
        ArrayList<QuestDbColumn> values,
        String partition)
        implements Serializable {
    private static final QuestDbColumn CELL = QuestDbColumn.key("cell", ValueType.STRING);
    private static final QuestDbColumn WINDOW = new QuestDbColumn("window", "SYMBOL", false);
    private static final QuestDbColumn START =
            QuestDbColumn.key("window_start", ValueType.TIMESTAMP_LTZ);
    private static final QuestDbColumn END =
            QuestDbColumn.key("window_end", ValueType.TIMESTAMP_LTZ);
    private static final QuestDbColumn EVENTS = QuestDbColumn.key("events", ValueType.LONG);
    private static final QuestDbColumn REVISION = QuestDbColumn.key("revision", ValueType.LONG);
    private static final QuestDbColumn RETRACTED = new QuestDbColumn("retracted", "BOOLEAN", false);

    /**
     * @throws IllegalArgumentException for two columns of one name: QuestDB's know no case
     */
    static QuestDbTable of(BoundMetric metric, String partition) {
        var keys = new ArrayList<QuestDbColumn>();
        metric.keys().forEach(key -> keys.add(QuestDbColumn.key(key.name(), key.type())));
        var values = new ArrayList<QuestDbColumn>();
        for (var aggregate : metric.aggregates()) {
            var type = aggregate.aggregator().resultType();
            values.add(QuestDbColumn.value(aggregate.name(), type));
        }
        var table = new QuestDbTable(metric.name(), keys, values, partition);
        table.requireDistinctColumns();
        return table;
    }

    private void requireDistinctColumns() {
        var names = new HashSet<String>();
        for (var column : columns()) {
            if (!names.add(column.name().toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException(
                        "questdb sink: table %s would have two columns %s: rename the metric's"
                                .formatted(name, column.name()));
            }
        }
    }

    private List<QuestDbColumn> columns() {
        var all = new ArrayList<>(List.of(CELL, WINDOW, START, END));
        all.addAll(keys);
        all.addAll(values);
        all.addAll(List.of(EVENTS, REVISION, RETRACTED));
        return all;
    }

    /**
     * The cell's line; its end is the start of the window in microseconds.
     *
     * @param identity the cell's
     */
    String line(Cell cell, String identity) throws UnfitCellException {
        var line = new StringBuilder(256).append(LineText.bare(name)).append(' ');
        int fields = line.length();
        CELL.append(CellKey.of(identity), line);
        WINDOW.append(cell.window(), line);
        END.append(Instant.ofEpochMilli(cell.end()), line);
        append(keys, cell.keys(), line);
        append(values, cell.values(), line);
        EVENTS.append(cell.events(), line);
        REVISION.append((long) cell.revision(), line);
        line.append(",retracted=").append(cell.retracted() ? 't' : 'f');
        line.deleteCharAt(fields);
        return line.append(' ').append(START.micros(Instant.ofEpochMilli(cell.start()))).toString();
    }

    private static void append(List<QuestDbColumn> columns, List<Object> of, StringBuilder line)
            throws UnfitCellException {
        for (int i = 0; i < columns.size(); i++) {
            columns.get(i).append(of.get(i), line);
        }
    }

    /** Makes the table; or adds to one that stands the columns of new aggregates. */
    void prepare(HttpSession session) throws IOException {
        var sql = new QuestDbSql(session);
        sql.run(create());
        for (var column : lacking(sql.columns(name))) {
            sql.run(
                    "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s"
                            .formatted(quoted(), column.quoted(), column.type()));
        }
    }

    /** What {@link #prepare} would find; it changes nothing. */
    String look(HttpSession session) throws IOException, TrialException {
        var standing = new QuestDbSql(session).columns(name);
        if (standing.isEmpty()) {
            return "the first run makes it";
        }
        try {
            var lacking = lacking(standing).stream().map(QuestDbColumn::name).toList();
            return lacking.isEmpty() ? "takes rows" : "the first run adds " + lacking;
        } catch (RefusedCallException e) {
            throw new TrialException(e.getMessage());
        }
    }

    private List<QuestDbColumn> lacking(Map<String, QuestDbSql.Standing> standing) {
        var lacking = new ArrayList<QuestDbColumn>();
        for (var column : columns()) {
            var there = standing.get(column.name());
            if (there == null && !column.mayComeLater()) {
                throw unusable("has no column " + column.name());
            }
            if (there == null) {
                lacking.add(column);
            } else if (!there.type().equals(column.type())) {
                throw unusable(
                        "has %s as %s, the metric now has %s"
                                .formatted(column.name(), there.type(), column.type()));
            }
        }
        if (!standing.get(CELL.name()).upsertKey() || !standing.get(START.name()).upsertKey()) {
            throw unusable("is not deduplicated by window_start and cell");
        }
        return lacking;
    }

    private RefusedCallException unusable(String why) {
        return new RefusedCallException(
                "questdb sink: table %s %s: give the metric or the aggregate another name, or drop the table: DROP TABLE %s;"
                        .formatted(name, why, quoted()),
                false);
    }

    private String create() {
        return columns().stream()
                .map(column -> column.quoted() + " " + column.type())
                .collect(
                        Collectors.joining(
                                ", ",
                                "CREATE TABLE IF NOT EXISTS " + quoted() + " (",
                                ") TIMESTAMP(window_start) PARTITION BY %s WAL DEDUP UPSERT KEYS(window_start, cell)"
                                        .formatted(partition.toUpperCase(Locale.ROOT))));
    }

    private String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
