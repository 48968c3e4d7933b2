package org.tallystick.jobs.sink.jdbc;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.Cell;

/**
 * A column of a metric's table.
 *
 * @param from which part of the cell it shows
 * @param index which key or aggregate, else 0
 */
record JdbcColumn(String name, ValueType type, Part from, int index) implements Serializable {

    /** A part of a cell. */
    enum Part {
        CELL,
        WINDOW,
        START,
        END,
        KEY,
        VALUE,
        EVENTS,
        REVISION
    }

    /** What every table has. */
    static final List<JdbcColumn> FIXED =
            List.of(
                    new JdbcColumn("cell", ValueType.STRING, Part.CELL, 0),
                    new JdbcColumn("window", ValueType.STRING, Part.WINDOW, 0),
                    new JdbcColumn("window_start", ValueType.TIMESTAMP_LTZ, Part.START, 0),
                    new JdbcColumn("window_end", ValueType.TIMESTAMP_LTZ, Part.END, 0),
                    new JdbcColumn("events", ValueType.LONG, Part.EVENTS, 0),
                    new JdbcColumn("revision", ValueType.LONG, Part.REVISION, 0));

    static JdbcColumn key(String name, ValueType type, int index) {
        return new JdbcColumn(name, type, Part.KEY, index);
    }

    static JdbcColumn value(String name, ValueType type, int index) {
        return new JdbcColumn(name, type, Part.VALUE, index);
    }

    /** Its type, with what it demands. */
    String declaration(SqlDialect dialect) {
        return switch (from) {
            case CELL -> dialect.keyType() + " NOT NULL";
            case KEY, VALUE -> dialect.sqlType(type);
            default -> dialect.sqlType(type) + " NOT NULL";
        };
    }

    /** Whether rows that were written without it may stand beside rows that have it. */
    boolean mayComeLater() {
        return from == Part.VALUE;
    }

    /** Puts the cell's part in the statement's place {@code at}. */
    void bind(PreparedStatement statement, int at, String key, Cell cell, SqlDialect dialect)
            throws SQLException {
        Object value =
                switch (from) {
                    case CELL -> key;
                    case WINDOW -> cell.window();
                    case START -> Instant.ofEpochMilli(cell.start());
                    case END -> Instant.ofEpochMilli(cell.end());
                    case KEY -> cell.keys().get(index);
                    case VALUE -> cell.values().get(index);
                    case EVENTS -> cell.events();
                    case REVISION -> (long) cell.revision();
                };
        statement.setObject(at, dialect.driverValue(value), dialect.driverType(type));
    }
}
