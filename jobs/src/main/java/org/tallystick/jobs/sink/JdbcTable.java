package org.tallystick.jobs.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
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
    /** PostgreSQL indexes up to about 2,700 bytes; a longer identity is known by its hash. */
    private static final int LONGEST_KEY = 1_000;

    /** One lock for all our schema changes: CREATE TABLE IF NOT EXISTS fails in a race. */
    private static final long SCHEMA_LOCK = 0x74616c6c79L;

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

    /** The primary key of the cell of this identity. */
    static String key(String identity) {
        byte[] bytes = identity.getBytes(UTF_8);
        return bytes.length <= LONGEST_KEY ? identity : "sha256:" + sha256(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Makes the table, or checks that it has every column. */
    void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
            statement.execute(create());
            var there = new HashSet<String>();
            try (var rows = statement.executeQuery("SELECT * FROM " + quote(name) + " LIMIT 0")) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    there.add(rows.getMetaData().getColumnName(i));
                }
            }
            var missing = columns.stream().map(JdbcColumn::name).filter(c -> !there.contains(c));
            refuse(missing.toList());
        }
    }

    private static void refuse(List<String> missing) throws SQLException {
        if (!missing.isEmpty()) {
            throw new SQLException("the table lacks columns " + missing + ": add them or drop it");
        }
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
                .collect(
                        Collectors.joining(
                                ", ", "CREATE TABLE IF NOT EXISTS " + quote(name) + " (", ")"));
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

    private static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
