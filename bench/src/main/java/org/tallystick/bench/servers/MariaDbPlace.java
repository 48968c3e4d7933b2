package org.tallystick.bench.servers;

import java.sql.SQLException;
import java.util.Map;
import org.tallystick.jobs.servers.MariaDbServer;

/** MariaDB. */
final class MariaDbPlace implements Place {
    private final MariaDbServer server = MariaDbServer.start();
    private final SqlTable table =
            new SqlTable("jdbc:mariadb:" + server.place(), server.user(), server.password());

    MariaDbPlace() throws Exception {}

    @Override
    public Map<String, Object> empty() throws SQLException {
        table.drop();
        return Map.of(
                "connector",
                "jdbc",
                "url",
                table.url(),
                "user",
                table.user(),
                "password",
                table.password());
    }

    @Override
    public long arrived() throws SQLException {
        return table.rows();
    }

    @Override
    public void close() throws Exception {
        server.close();
    }
}
