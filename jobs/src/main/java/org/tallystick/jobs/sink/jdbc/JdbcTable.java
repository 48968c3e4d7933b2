package org.tallystick.jobs.sink.jdbc;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;

/**
 * A metric's table: one row a cell.
 *
 * <p>The primary key is the cell's identity as text, since a key's own columns may be null and a
 * primary key's may not. A row is never replaced by a version that counts less: after a failure,
 * versions come again.
 *
 * @param name the metric's
 * @param columns all of them, in the order in which they are bound
 */
record JdbcTable(String name, ArrayList<JdbcColumn> columns) implements Serializable {
    /** One lock for all our schema changes: two writers that start together make one table. */
    private static final long SCHEMA_LOCK = 0x74616c6c79L;

    /** SQLSTATE: nothing but another definition or another table helps. */
    private static final String DATATYPE_MISMATCH = "42804";

    static JdbcTable of(BoundMetric metric) {
        var columns = new ArrayList<>(JdbcColumn.FIXED);
        for (int i = 0; i < metric.keys().size(); i++) {
            var key = metric.keys().get(i);
            columns.add(JdbcColumn.key(key.name(), key.type(), i));
        }
        for (int i = 0; i < metric.aggregates().size(); i++) {
            var aggregate = metric.aggregates().get(i);
            var type = aggregate.aggregator().resultType();
            columns.add(JdbcColumn.value(aggregate.name(), type, i));
        }
        var names = new HashSet<String>();
        for (var column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException(
                        "jdbc sink: table %s would have two columns %s: rename the metric's"
                                .formatted(metric.name(), column.name()));
            }
        }
        return new JdbcTable(metric.name(), columns);
    }

    /**
     * Makes the table; or adds to one that stands the columns of new aggregates.
     *
     * @throws SQLException one line, where a column that stands cannot be used
     */
    void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
            var standing = standing(connection);
            if (standing.isEmpty()) {
                statement.execute(create());
                return;
            }
            for (var column : columns) {
                require(column, standing);
                if (!standing.containsKey(column.name())) {
                    statement.execute(
                            alter("ADD COLUMN " + quote(column.name()) + " " + column.sqlType()));
                }
            }
        }
    }

    /**
     * The columns that {@link #prepare} would add to the table; empty where there is no table.
     *
     * @throws SQLException one line, where a column that stands cannot be used
     */
    Optional<List<String>> lacking(Connection connection) throws SQLException {
        var standing = standing(connection);
        if (standing.isEmpty()) {
            return Optional.empty();
        }
        var lacking = new ArrayList<String>();
        for (var column : columns) {
            require(column, standing);
            if (!standing.containsKey(column.name())) {
                lacking.add(column.name());
            }
        }
        return Optional.of(lacking);
    }

    /** Asks whether the user may do something with the rows of the table. */
    String granted(String right) {
        return "SELECT has_table_privilege(%s, '%s')".formatted(literal(quote(name)), right);
    }

    /** Asks whether the user may change the table. */
    String owned() {
        return "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(%s)"
                .formatted(literal(quote(name)));
    }

    /** The types of the columns of the table that stands, by name; none where there is no table. */
    private Map<String, String> standing(Connection connection) throws SQLException {
        var types = new HashMap<String, String>();
        try (var query =
                connection.prepareStatement(
                        """
                        SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
                        WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped""")) {
            query.setString(1, quote(name));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return types;
    }

    private void require(JdbcColumn column, Map<String, String> standing) throws SQLException {
        var type = standing.get(column.name());
        if (type == null && !column.mayComeLater()) {
            throw refused(
                    "the table has no column %s: give the metric another name, or drop the table: DROP TABLE %s;"
                            .formatted(column.name(), quote(name)));
        }
        if (type != null && !column.fits(type)) {
            throw refused(
                    "column %s is %s, the metric now has %s: %s"
                            .formatted(column.name(), type, column.sqlType(), wayOut(column)));
        }
    }

    /** Values of before keep their meaning under another name. */
    private String wayOut(JdbcColumn column) {
        return column.mayComeLater()
                ? "give the aggregate another name, or put the column aside: "
                        + alter(
                                "RENAME COLUMN %s TO %s;"
                                        .formatted(
                                                quote(column.name()),
                                                quote(column.name() + "_before")))
                : "give the metric another name, or drop the table: DROP TABLE %s;"
                        .formatted(quote(name));
    }

    private static SQLException refused(String message) {
        return new SQLException(message, DATATYPE_MISMATCH);
    }

    private String alter(String how) {
        return "ALTER TABLE " + quote(name) + " " + how;
    }

    /** Brings the rows of {@code cells}, by primary key, to what the cells say. */
    void write(Map<String, Cell> cells, Connection connection) throws SQLException {
        try (var upsert = connection.prepareStatement(upsert());
                var delete = connection.prepareStatement(delete())) {
            for (var cell : cells.entrySet()) {
                if (cell.getValue().retracted()) {
                    delete.setString(1, cell.getKey());
                    delete.setInt(2, cell.getValue().revision());
                    delete.addBatch();
                } else {
                    for (int i = 0; i < columns.size(); i++) {
                        columns.get(i).bind(upsert, i + 1, cell.getKey(), cell.getValue());
                    }
                    upsert.addBatch();
                }
            }
            upsert.executeBatch();
            delete.executeBatch();
        }
    }

    private String create() {
        return columns.stream()
                .map(column -> quote(column.name()) + " " + column.declaration())
                .collect(Collectors.joining(", ", "CREATE TABLE " + quote(name) + " (", ")"));
    }

    private String upsert() {
        var marks = Stream.generate(() -> "?").limit(columns.size());
        return ("INSERT INTO %1$s AS stands (%2$s) VALUES (%3$s) ON CONFLICT (\"cell\") DO UPDATE SET"
                        + " %4$s WHERE (stands.revision, stands.events) <= (EXCLUDED.revision,"
                        + " EXCLUDED.events)")
                .formatted(
                        quote(name),
                        columns.stream()
                                .map(c -> quote(c.name()))
                                .collect(Collectors.joining(", ")),
                        marks.collect(Collectors.joining(", ")),
                        columns.stream()
                                .map(c -> quote(c.name()) + " = EXCLUDED." + quote(c.name()))
                                .collect(Collectors.joining(", ")));
    }

    private String delete() {
        return "DELETE FROM %s WHERE \"cell\" = ? AND revision <= ?".formatted(quote(name));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
