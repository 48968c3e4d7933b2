package org.tallystick.bench.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * The table of cells in a database: it has the name of Q2's metric.
 *
 * @param url the driver's
 */
record SqlTable(String url, String user, String password) {
    static final String NAME = "spend";

    void drop() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS " + NAME);
        }
    }

    long rows() throws SQLException {
        try (var connection = connect();
                var statement = connection.createStatement();
                var count = statement.executeQuery("SELECT count(*) FROM " + NAME)) {
            count.next();
            return count.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
