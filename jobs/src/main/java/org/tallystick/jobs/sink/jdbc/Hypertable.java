package org.tallystick.jobs.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** What TimescaleDB makes of a table: one that is partitioned by the start of the windows. */
final class Hypertable {
    /** SQLSTATE: a feature that is not there. */
    private static final String NOT_SUPPORTED = "0A000";

    private Hypertable() {}

    /**
     * @throws SQLException one line, where the database does not have the extension
     */
    static void require(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT 1 FROM pg_extension WHERE extname = 'timescaledb'")) {
            if (!rows.next()) {
                throw new SQLException(
                        "hypertable is true, but the database has no TimescaleDB: CREATE EXTENSION"
                                + " timescaledb; or leave it out",
                        NOT_SUPPORTED);
            }
        }
    }

    /**
     * Makes one of an empty table.
     *
     * @param quoted the table's name
     */
    static String of(String quoted) {
        return "SELECT create_hypertable('%s', 'window_start')"
                .formatted(quoted.replace("'", "''"));
    }
}
