package org.tallystick.bench.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;

/** PostgreSQL, which is processes of its own. */
final class PostgreSqlPlace implements Place {
    private static final String USER = "postgres";

    private final EmbeddedPostgres server = EmbeddedPostgres.start();
    private final SqlTable table = new SqlTable(server.getJdbcUrl(USER, "postgres"), USER, "");

    PostgreSqlPlace() throws IOException {}

    @Override
    public Map<String, Object> empty() throws SQLException {
        table.drop();
        var url = "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
        return Map.of("connector", "jdbc", "url", url, "user", USER);
    }

    @Override
    public long arrived() throws SQLException {
        return table.rows();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
