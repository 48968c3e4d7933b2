package org.tallystick.jobs.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tallystick.jobs.CellTexts;
import org.tallystick.jobs.JudgedMetric;

/** PostgreSQL, which is processes of its own: it can be killed and started where it was. */
final class Database implements AutoCloseable {
    private final Path folder;
    private final int port;
    private EmbeddedPostgres postgres;

    private Database(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static Database start(Path folder) throws IOException {
        var database = new Database(folder, Broker.freePort());
        database.start();
        return database;
    }

    void start() throws IOException {
        postgres =
                EmbeddedPostgres.builder()
                        .setDataDirectory(folder)
                        .setCleanDataDirectory(false)
                        .setPort(port)
                        .start();
    }

    /** As {@code kill -9} of its first process, which takes the others with it. */
    void kill() throws Exception {
        var pid = Long.parseLong(Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
        var process = ProcessHandle.of(pid).orElseThrow();
        process.destroyForcibly();
        process.onExit().get();
        postgres.close();
    }

    /** The sink of a pipeline, with a schema of its own. */
    Map<String, Object> sink(String schema) throws SQLException {
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA IF NOT EXISTS \"" + schema + '"');
        }
        return Map.of(
                "connector",
                "jdbc",
                "url",
                "jdbc:postgresql://localhost:" + port + "/postgres?currentSchema=" + schema,
                "user",
                "postgres");
    }

    /** The cells in a metric's table, in the form of {@link CellTexts}. */
    Map<String, String> cells(String schema, JudgedMetric metric) throws SQLException {
        var cells = new TreeMap<String, String>();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery(
                                "SELECT * FROM \"%s\".\"%s\"".formatted(schema, metric.name()))) {
            while (row.next()) {
                cells.put(id(row, metric), values(row, metric));
            }
        }
        return cells;
    }

    private static String id(ResultSet row, JudgedMetric metric) throws SQLException {
        return CellTexts.id(
                metric.name(),
                row.getString("window"),
                row.getObject("window_start", OffsetDateTime.class).toInstant(),
                row.getObject("window_end", OffsetDateTime.class).toInstant(),
                String.valueOf(row.getString("k")));
    }

    private static String values(ResultSet row, JudgedMetric metric) throws SQLException {
        var values = new TreeMap<String, Object>();
        for (var aggregate : metric.aggregates()) {
            values.put(aggregate.name(), String.valueOf(row.getObject(aggregate.name())));
        }
        return metric.aggregates().stream()
                        .map(each -> each.name() + "=" + values.get(each.name()))
                        .collect(Collectors.joining(" "))
                + " of "
                + row.getLong("events");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
