package org.tallystick.bench.connectors;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.json.CellJson;

/**
 * Batches of {@value #BATCH} upserts, each a transaction, into the table that the sink makes. They
 * do not look at versions.
 */
final class JdbcLoop implements Client {
    private static final int BATCH = 500;
    private static final String INSERT =
            "INSERT INTO spend (cell, %s, window_start, window_end, events, revision, %s, clicks,"
                    + " amount) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String POSTGRESQL =
            INSERT.formatted("\"window\"", "\"user\"")
                    + " ON CONFLICT (cell) DO UPDATE SET events = EXCLUDED.events, revision ="
                    + " EXCLUDED.revision, clicks = EXCLUDED.clicks, amount = EXCLUDED.amount";
    private static final String MARIADB =
            INSERT.formatted("`window`", "`user`")
                    + " ON DUPLICATE KEY UPDATE events = VALUES(events), revision ="
                    + " VALUES(revision), clicks = VALUES(clicks), amount = VALUES(amount)";

    /** A cell and its primary key. */
    private record Row(String key, Cell cell) {}

    @Override
    public Writing writing(Place place, List<Cell> cells, Plan plan) {
        Cells.prepare(plan);
        var json = new CellJson(plan.metrics());
        var rows = cells.stream().map(cell -> new Row(json.identity(cell), cell)).toList();
        boolean isPostgreSql = place.text("url").startsWith("jdbc:postgresql:");
        return tally -> {
            try (var connection = connect(place)) {
                write(rows, connection, isPostgreSql, tally);
            }
        };
    }

    /** Both drivers are told to send a batch as their documentation advises. */
    private static Connection connect(Place place) throws SQLException {
        var properties = new Properties();
        properties.put("user", place.text("user"));
        properties.put("password", place.settings().path("password").asText());
        properties.put("reWriteBatchedInserts", "true");
        properties.put("useServerPrepStmts", "true");
        var connection = DriverManager.getConnection(place.text("url"), properties);
        connection.setAutoCommit(false);
        return connection;
    }

    private static void write(
            List<Row> rows, Connection connection, boolean isPostgreSql, Tally tally)
            throws SQLException {
        try (var upsert = connection.prepareStatement(isPostgreSql ? POSTGRESQL : MARIADB)) {
            for (var row : rows) {
                tally.add();
                bind(row, upsert, isPostgreSql);
                upsert.addBatch();
                if (tally.records() % BATCH == 0) {
                    upsert.executeBatch();
                    connection.commit();
                }
            }
            upsert.executeBatch();
            connection.commit();
        }
    }

    private static void bind(Row row, PreparedStatement upsert, boolean isPostgreSql)
            throws SQLException {
        var cell = row.cell();
        upsert.setString(1, row.key());
        upsert.setString(2, cell.window());
        upsert.setObject(3, moment(cell.start(), isPostgreSql));
        upsert.setObject(4, moment(cell.end(), isPostgreSql));
        upsert.setLong(5, cell.events());
        upsert.setLong(6, cell.revision());
        upsert.setString(7, (String) cell.keys().get(0));
        upsert.setLong(8, (Long) cell.values().get(0));
        upsert.setDouble(9, (Double) cell.values().get(1));
    }

    private static Object moment(long millis, boolean isPostgreSql) {
        return isPostgreSql
                ? OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC)
                : LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }
}
