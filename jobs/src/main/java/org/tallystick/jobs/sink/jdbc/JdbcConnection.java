package org.tallystick.jobs.sink.jdbc;

import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Which database, and how hard to try.
 *
 * <p>It may hold secrets, in its properties and in its URL: no message and no log line shows more
 * of it than {@link #place}.
 *
 * @param url the driver's
 * @param properties the driver's
 * @param attempts how often a transaction is tried while the connection breaks
 * @param pause before the second attempt; doubled before each further one
 */
record JdbcConnection(String url, HashMap<String, String> properties, int attempts, Duration pause)
        implements Serializable {
    static JdbcConnection to(String url, Map<String, String> properties) {
        var all = new HashMap<>(SqlDialect.of(url).defaults());
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
        dialect().impatience().forEach(impatient::putIfAbsent);
        return connect(impatient);
    }

    /** A connection for a job. */
    Connection connect() throws SQLException {
        return connect(driverProperties());
    }

    private Connection connect(Properties all) throws SQLException {
        return dialect().connect(url, all);
    }

    /** What the database has of its own. */
    SqlDialect dialect() {
        return SqlDialect.of(url);
    }

    JdbcSession open() {
        return new JdbcSession(this);
    }

    private Properties driverProperties() {
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
