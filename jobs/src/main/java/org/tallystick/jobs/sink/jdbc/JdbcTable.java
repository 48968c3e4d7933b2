package org.tallystick.jobs.sink.jdbc;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
 * @param hypertable whether it is to be TimescaleDB's
 */
record JdbcTable(String name, ArrayList<JdbcColumn> columns, SqlDialect dialect, boolean hypertable)
        implements Serializable {
    /** SQLSTATE: nothing but another definition or another table helps. */
    private static final String DATATYPE_MISMATCH = "42804";

    static JdbcTable of(BoundMetric metric, SqlDialect dialect, boolean hypertable) {
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
        return new JdbcTable(metric.name(), columns, dialect, hypertable);
    }

    /**
     * Makes the table; or adds to one that stands the columns of new aggregates.
     *
     * @throws SQLException one line, where a column that stands cannot be used
     */
    void prepare(Connection connection) throws SQLException {
        dialect.lockSchema(connection);
        var lacking = lacking(connection);
        if (lacking.isPresent()) {
            add(lacking.get(), connection);
        } else {
            create(connection);
        }
        // After a failure the connection is closed, and that is the end of the lock, too.
        dialect.unlockSchema(connection);
    }

    private void add(List<String> lacking, Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var column : columns) {
                if (lacking.contains(column.name())) {
                    statement.execute(
                            alter("ADD COLUMN " + quote(column.name()) + " " + type(column)));
                }
            }
        }
    }

    private void create(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(create());
            if (hypertable) {
                statement.execute(Hypertable.of(quote(name)));
            }
        }
    }

    /**
     * The columns that {@link #prepare} would add to the table; empty where there is no table.
     *
     * @throws SQLException one line, where a column that stands cannot be used
     */
    Optional<List<String>> lacking(Connection connection) throws SQLException {
        if (hypertable) {
            Hypertable.require(connection);
        }
        var standing = dialect.columns(connection, name);
        if (standing.isEmpty()) {
            return Optional.empty();
        }
        var unfit = dialect.unfitKey(connection, name);
        if (unfit.isPresent()) {
            throw refused(unfit.get() + ": " + anotherTable());
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

    private void require(JdbcColumn column, Map<String, String> standing) throws SQLException {
        var type = standing.get(column.name());
        if (type == null && !column.mayComeLater()) {
            throw refused(
                    "the table has no column %s: %s".formatted(column.name(), anotherTable()));
        }
        if (type != null && !dialect.fits(column.type(), type)) {
            throw refused(
                    "column %s is %s, the metric now has %s: %s"
                            .formatted(column.name(), type, type(column), wayOut(column)));
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
                : anotherTable();
    }

    private String anotherTable() {
        return "give the metric another name, or drop the table: DROP TABLE %s;"
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
                        columns.get(i).bind(upsert, i + 1, cell.getKey(), cell.getValue(), dialect);
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
                .map(column -> quote(column.name()) + " " + column.declaration(dialect))
                .collect(
                        Collectors.joining(
                                ", ",
                                "CREATE TABLE " + quote(name) + " (",
                                ", PRIMARY KEY (%s))".formatted(quoted(key()))));
    }

    private String upsert() {
        return dialect.upsert(name, key(), columns.stream().map(JdbcColumn::name).toList());
    }

    /** TimescaleDB has no key without the column that it partitions by. */
    private List<String> key() {
        return hypertable ? List.of("cell", "window_start") : List.of("cell");
    }

    private String delete() {
        return "DELETE FROM %s WHERE %s = ? AND revision <= ?"
                .formatted(quote(name), quote("cell"));
    }

    private String type(JdbcColumn column) {
        return dialect.sqlType(column.type());
    }

    private String quoted(List<String> names) {
        return names.stream().map(dialect::quote).collect(Collectors.joining(", "));
    }

    private String quote(String text) {
        return dialect.quote(text);
    }
}
