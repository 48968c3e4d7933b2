package org.tallystick.jobs.sink.jdbc;

import java.io.IOException;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.tallystick.jobs.retry.Backoff;

/** A connection that is opened when needed and replaced when it breaks. */
final class JdbcSession implements AutoCloseable {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final JdbcConnection settings;
    private Connection connection;

    JdbcSession(JdbcConnection settings) {
        this.settings = settings;
    }

    /** What the database has of its own. */
    SqlDialect dialect() {
        return settings.dialect();
    }

    /** What is to be done in one transaction; it may be done again, from its beginning. */
    @FunctionalInterface
    interface Work {
        void on(Connection connection) throws SQLException;
    }

    /**
     * Does {@code work} in one transaction, again on a new connection where the old one broke.
     *
     * @param what the tables it is about, for the message
     * @throws IOException one line, where it could not be done now
     * @throws SuppressRestartsException around one line, where it can never be done
     */
    void run(String what, Work work) throws IOException {
        var refusal = tryRows(what, work);
        if (refusal.isPresent()) {
            throw permanent(what, refusal.get());
        }
    }

    /**
     * The same for work on rows.
     *
     * @return why the server refuses a row of it, so that nothing was done; empty where all was
     */
    Optional<SQLException> tryRows(String what, Work work) throws IOException {
        var pauses = new Backoff(settings.pause(), LONGEST_PAUSE);
        for (int attempt = 1; ; attempt++) {
            try {
                Connection open = connect();
                work.on(open);
                open.commit();
                return Optional.empty();
            } catch (SQLException e) {
                SQLException cause = serverError(e);
                discard(cause);
                if (settings.dialect().isOfOneRow(cause)) {
                    return Optional.of(cause);
                }
                if (settings.dialect().isPermanent(cause)) {
                    throw permanent(what, cause);
                }
                if (attempt >= settings.attempts() || !settings.dialect().passes(cause)) {
                    throw failure(what, cause, attempt);
                }
                Backoff.sleep(pauses.next(), "jdbc sink");
            }
        }
    }

    /** What ends the job. */
    SuppressRestartsException permanent(String what, SQLException cause) {
        return new SuppressRestartsException(failure(what, cause, 1));
    }

    private Connection connect() throws SQLException {
        if (connection == null) {
            connection = settings.connect();
            connection.setAutoCommit(false);
        }
        return connection;
    }

    /** What the server said; the batch's own message is a whole statement with its values. */
    private static SQLException serverError(SQLException e) {
        if (e instanceof BatchUpdateException && e.getNextException() != null) {
            return e.getNextException();
        }
        return e instanceof BatchUpdateException && e.getCause() instanceof SQLException cause
                ? cause
                : e;
    }

    private void discard(SQLException reason) {
        if (connection != null) {
            try {
                connection.close();
            } catch (SQLException e) {
                reason.addSuppressed(e);
            }
            connection = null;
        }
    }

    /** The server's words are in the line; its exception comes along for the log only. */
    private IOException failure(String what, SQLException cause, int attempts) {
        var failure =
                new IOException(
                        "jdbc sink: cannot write table %s at %s after %d attempt(s): %s"
                                .formatted(what, settings.place(), attempts, cause.getMessage()));
        failure.addSuppressed(cause);
        return failure;
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
