package org.tallystick.jobs.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.mariadb.jdbc.Driver;
import org.tallystick.aggregate.ValueType;

/** MariaDB and MySQL. Moments are {@code datetime} in UTC: their {@code timestamp} ends in 2038. */
record MariaDb() implements SqlDialect {
    private static final Pattern DECIMAL = Pattern.compile("decimal\\((\\d+),(\\d+)\\)");

    /** Its usual comparison takes case, accents and blanks at the end for nothing. */
    private static final String BINARY = " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";

    /** 3,072 bytes can be indexed, and a character takes up to four. */
    private static final int LONGEST_KEY = 768;

    private static final Set<String> VERSION = Set.of("events", "revision");

    private static final int FIRST_YEAR = 1000;
    private static final int LAST_YEAR = 9999;

    private static final int SCHEMA_LOCK_SECONDS = 60;

    /** Data truncated, wrong value for a column, a check constraint. */
    private static final Set<Integer> OF_ONE_ROW = Set.of(1264, 1265, 1366, 3819, 4025);

    /** Waited too long for a lock, the server is read-only. */
    private static final Set<Integer> PASSING = Set.of(1205, 1290, 1836);

    /** Numbers go as bits; without the rest a dead network would hold a checkpoint for ever. */
    @Override
    public Map<String, String> defaults() {
        return Map.of(
                "useServerPrepStmts", "true", "socketTimeout", "60000", "tcpKeepAlive", "true");
    }

    @Override
    public Map<String, String> impatience() {
        return Map.of("connectTimeout", "8000");
    }

    /** Unless it is told to be strict, it makes of a value that does not fit the nearest. */
    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        var address = url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
        var connection = new Driver().connect(address, properties);
        try (var statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'");
        }
        return connection;
    }

    @Override
    public String quote(String name) {
        return '`' + name.replace("`", "``") + '`';
    }

    @Override
    public String keyType() {
        return "varchar(" + LONGEST_KEY + ")" + BINARY;
    }

    @Override
    public int longestKey() {
        return LONGEST_KEY;
    }

    @Override
    public String sqlType(ValueType type) {
        return switch (type.kind()) {
            case BOOLEAN -> "boolean";
            case LONG -> "bigint";
            case DOUBLE -> "double";
            case DECIMAL -> "decimal(" + type.precision() + ", " + type.scale() + ")";
            case STRING -> "longtext" + BINARY;
            case TIMESTAMP, TIMESTAMP_LTZ -> "datetime(6)";
            case DATE -> "date";
            case TIME -> "time(6)";
        };
    }

    /** Older servers say how wide a whole number is shown, which bounds nothing. */
    @Override
    public boolean fits(ValueType type, String stands) {
        return switch (type.kind()) {
            case BOOLEAN -> stands.equals("tinyint(1)");
            case LONG -> stands.matches("bigint(\\(\\d+\\))?");
            case DOUBLE -> stands.equals("double");
            case DECIMAL -> SqlTypes.fits(type, DECIMAL, stands);
            case STRING -> stands.matches("(long|medium)?text|varchar\\(\\d+\\)");
            case TIMESTAMP, TIMESTAMP_LTZ -> stands.equals("datetime(6)");
            case DATE -> stands.equals("date");
            case TIME -> stands.matches("time\\([3-6]\\)");
        };
    }

    /** Sent as bits, it takes any year, and has another afterwards. */
    @Override
    public Object driverValue(Object value) throws SQLException {
        var taken =
                value instanceof Instant instant
                        ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
                        : value;
        if (taken instanceof LocalDateTime || taken instanceof LocalDate) {
            int year = ((Temporal) taken).get(ChronoField.YEAR);
            if (year < FIRST_YEAR || year > LAST_YEAR) {
                throw new SQLException(taken + " is not between the years 1000 and 9999", "22007");
            }
        }
        return taken;
    }

    @Override
    public int driverType(ValueType type) {
        return SqlTypes.of(type);
    }

    @Override
    public void lockSchema(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT GET_LOCK('tallystick', " + SCHEMA_LOCK_SECONDS + ")")) {
            if (!rows.next() || !rows.getBoolean(1)) {
                throw new SQLException("someone else changes the schema", "40001");
            }
        }
    }

    @Override
    public void unlockSchema(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("DO RELEASE_LOCK('tallystick')");
        }
    }

    @Override
    public Map<String, String> columns(Connection connection, String table) throws SQLException {
        var types = new HashMap<String, String>();
        try (var query =
                connection.prepareStatement(
                        "SELECT column_name, column_type FROM information_schema.columns"
                                + " WHERE table_schema = DATABASE() AND table_name = ?")) {
            query.setString(1, table);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return types;
    }

    /**
     * A row takes the place of any that it is the same as by some unique key: there is to be one,
     * of the whole cell, that takes no two texts for the same.
     */
    @Override
    public Optional<String> unfitKey(Connection connection, String table) throws SQLException {
        var keys = uniqueKeys(connection, table);
        if (!keys.equals(List.of("cell"))) {
            return Optional.of(
                    keys.isEmpty()
                            ? "the table has no unique key, and 'cell' has to be the only one"
                            : "the table has the unique key(s) (%s), and 'cell' has to be the only one"
                                    .formatted(String.join("), (", keys)));
        }
        return collation(connection, table)
                .filter(collation -> !collation.equals("utf8mb4_bin"))
                .map(
                        collation ->
                                "column cell has collation %s, which takes cells for the same that are not, and not utf8mb4_bin"
                                        .formatted(collation));
    }

    /**
     * The columns of each, in their order; of one of which only the beginning counts, with that.
     */
    private static List<String> uniqueKeys(Connection connection, String table)
            throws SQLException {
        return texts(
                connection,
                table,
                "SELECT GROUP_CONCAT(column_name, IF(sub_part IS NULL, '', CONCAT('(', sub_part,"
                        + " ')')) ORDER BY seq_in_index SEPARATOR ', ') FROM"
                        + " information_schema.statistics WHERE table_schema = DATABASE() AND"
                        + " table_name = ? AND non_unique = 0 GROUP BY index_name ORDER BY"
                        + " index_name");
    }

    private static Optional<String> collation(Connection connection, String table)
            throws SQLException {
        return texts(
                        connection,
                        table,
                        "SELECT COALESCE(collation_name, column_type) FROM"
                                + " information_schema.columns WHERE table_schema = DATABASE() AND"
                                + " table_name = ? AND column_name = 'cell'")
                .stream()
                .findFirst();
    }

    private static List<String> texts(Connection connection, String table, String query)
            throws SQLException {
        var texts = new ArrayList<String>();
        try (var statement = connection.prepareStatement(query)) {
            statement.setString(1, table);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
        }
        return texts;
    }

    /**
     * It assigns from left to right, and what was assigned counts for what follows: so those that
     * the condition looks at come last, where they leave it as it was.
     */
    @Override
    public String upsert(String table, List<String> key, List<String> columns) {
        return "INSERT INTO %s (%s) VALUES (%s) ON DUPLICATE KEY UPDATE %s"
                .formatted(
                        quote(table),
                        columns.stream().map(this::quote).collect(Collectors.joining(", ")),
                        columns.stream().map(column -> "?").collect(Collectors.joining(", ")),
                        columns.stream()
                                .sorted(Comparator.comparing(VERSION::contains))
                                .map(this::update)
                                .collect(Collectors.joining(", ")));
    }

    private String update(String column) {
        return "%1$s = IF((`revision`, `events`) <= (VALUES(`revision`), VALUES(`events`)), VALUES(%1$s), %1$s)"
                .formatted(quote(column));
    }

    @Override
    public String takesNoWrites() {
        return "SELECT @@global.read_only";
    }

    /** Rights are not looked at: whoever lacks one is told so when the job starts. */
    @Override
    public String mayCreate() {
        return "SELECT TRUE";
    }

    @Override
    public String granted(String table, String right) {
        return "SELECT TRUE";
    }

    @Override
    public String owned(String table) {
        return "SELECT TRUE";
    }

    @Override
    public boolean passes(SQLException e) {
        return PASSING.contains(e.getErrorCode()) || SqlState.passes(e);
    }

    @Override
    public boolean isOfOneRow(SQLException e) {
        return OF_ONE_ROW.contains(e.getErrorCode()) || SqlState.isOfOneRow(e);
    }
}
