package org.tallystick.jobs.sink.jdbc;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * Which database, and how hard to try.
 *
 * <p>It may hold secrets, in its properties and in its URL: no message and no log line shows more
 * of it than {@link #place}.
 *
 * @param url PostgreSQL's JDBC URL
 * @param properties the driver's
 * @param attempts how often a transaction is tried while the connection breaks
 * @param pause before the second attempt; doubled before each further one
 */
record JdbcConnection(String url, HashMap<String, String> properties, int attempts, Duration pause)
        implements Serializable {
    /** Without them a dead network would hold a checkpoint for ever, and a batch go row by row. */
    private static final Map<String, String> DEFAULTS =
            Map.of(
                    "ApplicationName", "tallystick",
                    "reWriteBatchedInserts", "true",
                    "socketTimeout", "60",
                    "tcpKeepAlive", "true");

    static JdbcConnection to(String url, Map<String, String> properties) {
        if (!new Driver().acceptsURL(url)) {
            throw new IllegalArgumentException(
                    "jdbc sink: the url must be jdbc:postgresql://host:port/database");
        }
        var all = new HashMap<>(DEFAULTS);
        all.putAll(properties);
        return new JdbcConnection(url, all, 5, Duration.ofSeconds(1));
    }

    /** The same, tried once. */
    JdbcConnection once() {
        return new JdbcConnection(url, properties, 1, pause);
    }

    /** Why nobody answers there, in one line; empty where someone does, be it with a refusal. */
    Optional<String> unanswered() {
        try (var connection = connectNow()) {
            return Optional.empty();
        } catch (SQLException e) {
            return SqlState.isConnection(e)
                    ? Optional.of(
                            "jdbc sink: no database answers at %s: %s"
                                    .formatted(place(), e.getMessage()))
                    : Optional.empty();
        }
    }

    /** A connection for someone who waits for it: out of reach is said within ten seconds. */
    Connection connectNow() throws SQLException {
        var impatient = driverProperties();
        impatient.putIfAbsent("connectTimeout", "8");
        impatient.putIfAbsent("loginTimeout", "10");
        return new Driver().connect(url, impatient);
    }

    JdbcSession open() {
        return new JdbcSession(this);
    }

    /** The driver's properties, as it wants them. */
    Properties driverProperties() {
        var copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    /** Host and database, without user, password and parameters. */
    String place() {
        return url.replaceFirst("\\?.*", "").replaceFirst("^jdbc:", "").replaceFirst("//.*@", "//");
    }

    @Override
    public String toString() {
        return place();
    }
}
