package org.tallystick.jobs.sink.jdbc;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
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

    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");

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

    /** Its type in PostgreSQL, with what it demands. */
    String declaration() {
        return switch (from) {
            case CELL -> "text PRIMARY KEY";
            case KEY, VALUE -> sqlType();
            default -> sqlType() + " NOT NULL";
        };
    }

    String sqlType() {
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case LONG -> "bigint";
            case DOUBLE -> "double precision";
            case DECIMAL -> "numeric(" + type.precision() + ", " + type.scale() + ")";
            case STRING -> "text";
            case TIMESTAMP -> "timestamp";
            case TIMESTAMP_LTZ -> "timestamptz";
            case DATE -> "date";
            case TIME -> "time";
        };
    }

    /** Whether rows that were written without it may stand beside rows that have it. */
    boolean mayComeLater() {
        return from == Part.VALUE;
    }

    /**
     * Whether a column of this type holds every value of this one unchanged.
     *
     * @param stands the type in PostgreSQL's words, such as {@code numeric(38,0)}
     */
    boolean fits(String stands) {
        return switch (type.kind()) {
            case BOOLEAN -> stands.equals("boolean");
            case LONG -> stands.equals("bigint") || stands.equals("numeric");
            case DOUBLE -> stands.equals("double precision");
            case DECIMAL -> fitsNumeric(stands);
            case STRING -> stands.equals("text") || stands.equals("character varying");
            case TIMESTAMP -> stands.equals("timestamp without time zone");
            case TIMESTAMP_LTZ -> stands.equals("timestamp with time zone");
            case DATE -> stands.equals("date");
            case TIME -> stands.equals("time without time zone");
        };
    }

    private boolean fitsNumeric(String stands) {
        var digits = NUMERIC.matcher(stands);
        if (!digits.matches()) {
            return stands.equals("numeric");
        }
        int precision = Integer.parseInt(digits.group(1));
        int scale = Integer.parseInt(digits.group(2));
        return scale >= type.scale() && precision - scale >= type.precision() - type.scale();
    }

    /** Puts the cell's part in the statement's place {@code at}. */
    void bind(PreparedStatement statement, int at, String key, Cell cell) throws SQLException {
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
        statement.setObject(at, driverValue(value), driverType());
    }

    /** PostgreSQL's text cannot hold NUL; one such key must not stop the job. */
    private static Object driverValue(Object value) {
        if (value instanceof Instant instant) {
            return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        return value instanceof String text ? text.replace('\0', '\uFFFD') : value;
    }

    private int driverType() {
        return switch (type.kind()) {
            case BOOLEAN -> Types.BOOLEAN;
            case LONG -> Types.BIGINT;
            case DOUBLE -> Types.DOUBLE;
            case DECIMAL -> Types.NUMERIC;
            case STRING -> Types.VARCHAR;
            case TIMESTAMP -> Types.TIMESTAMP;
            case TIMESTAMP_LTZ -> Types.TIMESTAMP_WITH_TIMEZONE;
            case DATE -> Types.DATE;
            case TIME -> Types.TIME;
        };
    }
}
