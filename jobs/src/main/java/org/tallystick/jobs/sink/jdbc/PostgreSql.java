package org.tallystick.jobs.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.tallystick.aggregate.ValueType;
import org.tallystick.jobs.sink.connector.CellKey;

/** PostgreSQL, and TimescaleDB within it. */
record PostgreSql() implements SqlDialect {
    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");

    /** One lock for all our schema changes. */
    private static final long SCHEMA_LOCK = 0x74616c6c79L;

    /** Without them a dead network would hold a checkpoint for ever, and a batch go row by row. */
    @Override
    public Map<String, String> defaults() {
        return Map.of(
                "ApplicationName", "tallystick",
                "reWriteBatchedInserts", "true",
                "socketTimeout", "60",
                "tcpKeepAlive", "true");
    }

    @Override
    public Map<String, String> impatience() {
        return Map.of("connectTimeout", "8", "loginTimeout", "10");
    }

    /** Not by DriverManager: it does not see a driver that came with the job's jar. */
    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        return new Driver().connect(url, properties);
    }

    @Override
    public String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public String keyType() {
        return "text";
    }

    @Override
    public int longestKey() {
        return CellKey.LONGEST;
    }

    @Override
    public String sqlType(ValueType type) {
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

    @Override
    public boolean fits(ValueType type, String stands) {
        return switch (type.kind()) {
            case BOOLEAN -> stands.equals("boolean");
            case LONG -> stands.equals("bigint") || stands.equals("numeric");
            case DOUBLE -> stands.equals("double precision");
            case DECIMAL -> stands.equals("numeric") || SqlTypes.fits(type, NUMERIC, stands);
            case STRING -> stands.equals("text") || stands.equals("character varying");
            case TIMESTAMP -> stands.equals("timestamp without time zone");
            case TIMESTAMP_LTZ -> stands.equals("timestamp with time zone");
            case DATE -> stands.equals("date");
            case TIME -> stands.equals("time without time zone");
        };
    }

    @Override
    public Object driverValue(Object value) throws SQLException {
        if (value instanceof Instant instant) {
            return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (value instanceof String text && text.indexOf('\0') >= 0) {
            throw new SQLException("a text has a NUL in it, which PostgreSQL cannot hold", "22021");
        }
        return value;
    }

    @Override
    public int driverType(ValueType type) {
        return type.kind() == ValueType.Kind.TIMESTAMP_LTZ
                ? Types.TIMESTAMP_WITH_TIMEZONE
                : SqlTypes.of(type);
    }

    @Override
    public void lockSchema(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(" + SCHEMA_LOCK + ")");
        }
    }

    /** The transaction's end is that of the lock. */
    @Override
    public void unlockSchema(Connection connection) {}

    @Override
    public Map<String, String> columns(Connection connection, String table) throws SQLException {
        var types = new HashMap<String, String>();
        try (var query =
                connection.prepareStatement(
                        """
                        SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute
                        WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped""")) {
            query.setString(1, quote(table));
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    types.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return types;
    }

    @Override
    public String upsert(String table, List<String> key, List<String> columns) {
        return ("INSERT INTO %1$s AS stands (%2$s) VALUES (%3$s) ON CONFLICT (%4$s) DO UPDATE SET"
                        + " %5$s WHERE (stands.revision, stands.events) <= (EXCLUDED.revision,"
                        + " EXCLUDED.events)")
                .formatted(
                        quote(table),
                        columns.stream().map(this::quote).collect(Collectors.joining(", ")),
                        columns.stream().map(column -> "?").collect(Collectors.joining(", ")),
                        key.stream().map(this::quote).collect(Collectors.joining(", ")),
                        columns.stream()
                                .map(column -> quote(column) + " = EXCLUDED." + quote(column))
                                .collect(Collectors.joining(", ")));
    }

    @Override
    public String takesNoWrites() {
        return "SELECT pg_is_in_recovery()"
                + " OR current_setting('default_transaction_read_only')::boolean";
    }

    @Override
    public String mayCreate() {
        return "SELECT has_schema_privilege(current_schema(), 'CREATE')";
    }

    @Override
    public String granted(String table, String right) {
        return "SELECT has_table_privilege(%s, '%s')".formatted(literal(quote(table)), right);
    }

    @Override
    public String owned(String table) {
        return "SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass(%s)"
                .formatted(literal(quote(table)));
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
