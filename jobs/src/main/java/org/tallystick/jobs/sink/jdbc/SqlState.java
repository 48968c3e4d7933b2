package org.tallystick.jobs.sink.jdbc;

import java.sql.SQLException;
import java.util.Set;

/**
 * What PostgreSQL's error codes say about trying again, by their first two places (<a
 * href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL error codes</a>,
 * after ISO/IEC 9075).
 */
final class SqlState {
    /**
     * The same again tomorrow, unless someone changes the pipeline or the database: a feature that
     * is not there (0A), a value (22) or row (23) that the table refuses, a user (28), a database
     * (3D), a schema (3F), a table, column or right (42), a limit (54).
     */
    private static final Set<String> PERMANENT =
            Set.of("0A", "22", "23", "28", "3D", "3F", "42", "54");

    /**
     * Better a moment later: the connection (08), a conflict of transactions (40), too many
     * connections (53).
     */
    private static final Set<String> PASSING = Set.of("08", "40", "53");

    /** The server is a standby, or was set so for a while. */
    private static final String READ_ONLY = "25006";

    /** The server is shutting down or starting. */
    private static final String SHUTDOWN = "57P";

    /**
     * What is in a row: a value (22) or row (23) that the table refuses, a limit of the server
     * (54).
     */
    private static final Set<String> OF_ONE_ROW = Set.of("22", "23", "54");

    private SqlState() {}

    /** Whether it is worth trying again at once. */
    static boolean passes(SQLException e) {
        var state = of(e);
        return PASSING.contains(kind(state))
                || state.startsWith(SHUTDOWN)
                || state.equals(READ_ONLY);
    }

    /** Whether trying again cannot help, however long one waits. */
    static boolean isPermanent(SQLException e) {
        return PERMANENT.contains(kind(of(e)));
    }

    /** Whether there is no connection to the server. */
    static boolean isConnection(SQLException e) {
        return kind(of(e)).equals("08");
    }

    /** Whether other rows may well be taken. */
    static boolean isOfOneRow(SQLException e) {
        return OF_ONE_ROW.contains(kind(of(e)));
    }

    private static String of(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }

    private static String kind(String state) {
        return state.length() < 2 ? "" : state.substring(0, 2);
    }
}
