package org.tallystick.jobs.sink.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.pipeline.SinkSpec;

/** Tries whether the tables of a database take the cells of metrics, and changes none of them. */
final class JdbcTrials {
    private static final List<String> RIGHTS = List.of("SELECT", "INSERT", "UPDATE", "DELETE");

    private JdbcTrials() {}

    static List<Trial> of(SinkSpec.Jdbc spec, List<BoundMetric> metrics) {
        var trials = new ArrayList<Trial>();
        for (var metric : metrics) {
            trials.add(Trial.of("sink jdbc, table " + metric.name(), () -> look(spec, metric)));
        }
        return trials;
    }

    private static String look(SinkSpec.Jdbc spec, BoundMetric metric) throws TrialException {
        var settings = JdbcConnection.to(spec.url(), spec.properties());
        try (var connection = settings.connectNow()) {
            var table = JdbcTable.of(metric, settings.dialect(), spec.hypertable());
            return look(table, connection) + " at " + settings.place();
        } catch (SQLException e) {
            throw new TrialException(
                    settings.place() + ": " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static String look(JdbcTable table, Connection connection) throws SQLException {
        if (isTrue(connection, table.dialect().takesNoWrites())) {
            throw new SQLException("the server takes no writes: a standby, or set read-only");
        }
        var lacking = table.lacking(connection);
        if (lacking.isEmpty()) {
            if (!isTrue(connection, table.dialect().mayCreate())) {
                throw new SQLException(
                        "there is no table %s, and no right to create it".formatted(table.name()));
            }
            return "the first run makes it";
        }
        requireRights(table, connection);
        if (!lacking.get().isEmpty() && !isTrue(connection, table.dialect().owned(table.name()))) {
            throw new SQLException(
                    "table %s lacks %s, and only its owner can add columns"
                            .formatted(table.name(), lacking.get()));
        }
        return lacking.get().isEmpty() ? "takes rows" : "the first run adds " + lacking.get();
    }

    private static void requireRights(JdbcTable table, Connection connection) throws SQLException {
        for (var right : RIGHTS) {
            if (!isTrue(connection, table.dialect().granted(table.name(), right))) {
                throw new SQLException("no right to %s on table %s".formatted(right, table.name()));
            }
        }
    }

    private static boolean isTrue(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            return rows.next() && rows.getBoolean(1);
        }
    }
}
