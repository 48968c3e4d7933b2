package org.tallystick.bench;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.stream.Collectors;

/** DuckDB over the archive's Parquet files, in the SQL that one would write down first. */
final class DuckDb implements Peer {
    @Override
    public void run(Setup setup) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:duckdb:");
                var statement = connection.createStatement()) {
            statement.execute("SET threads = " + setup.parallelism());
            statement.execute("SET temp_directory = '" + setup.scratch() + "'");
            statement.execute("SET jdbc_stream_results = true");
            Meter.record();
            try (var results = statement.executeQuery(sql(setup))) {
                digest(results, setup.query());
            }
        }
    }

    private static void digest(ResultSet results, Query query) throws SQLException {
        var digest = new ResultDigest();
        boolean extrema = query.aggregates().contains("max");
        while (results.next()) {
            var key = results.getString(1);
            long size = results.getLong(2);
            long end = results.getLong(3);
            long count = results.getLong(4);
            double sum = results.getDouble(5);
            if (extrema) {
                double min = results.getDouble(6);
                digest.add(key, size, end, count, sum, min, results.getDouble(7));
            } else {
                digest.add(key, size, end, count, sum);
            }
        }
        digest.close();
    }

    private static String sql(Setup setup) {
        var clicks =
                """
                WITH clicks AS (SELECT "%s" AS key, epoch_ms(ts) AS ms, amount
                FROM read_parquet('%s'))
                """
                        .formatted(setup.query().key(), setup.parquet());
        return clicks
                + setup.query().windows().stream()
                        .map(window -> select(setup.query(), window))
                        .collect(Collectors.joining("\nUNION ALL\n"));
    }

    private static String select(Query query, Query.Window window) {
        if (window instanceof Query.Tumbling tumbling) {
            return select(query, tumbling.size(), "clicks", "ms - ms % SIZE + SIZE");
        }
        if (window instanceof Query.Sliding sliding) {
            var exploded =
                    """
                    (SELECT key, amount, unnest(range(
                    ms - ms %% %1$d + %1$d, ms - ms %% %1$d + %1$d + %2$d, %1$d)) AS e FROM clicks)"""
                            .formatted(sliding.slide(), sliding.size());
            return select(query, sliding.size(), exploded, "e");
        }
        long gap = ((Query.Session) window).gap();
        return """
                SELECT key, 0, max(ms) + %1$d, count(*), sum(amount), 0, 0 FROM (
                  SELECT *, sum(fresh) OVER (PARTITION BY key ORDER BY ms) AS n FROM (
                    SELECT *, CASE WHEN ms - lag(ms) OVER (PARTITION BY key ORDER BY ms) <= %1$d
                    THEN 0 ELSE 1 END AS fresh FROM clicks))
                GROUP BY key, n"""
                .formatted(gap);
    }

    private static String select(Query query, long size, String from, String end) {
        return "SELECT key, %d, %s AS w, count(*), sum(amount), %s, %s FROM %s GROUP BY key, w"
                .formatted(
                        size,
                        end.replace("SIZE", Long.toString(size)),
                        Sql.or0(query, "min"),
                        Sql.or0(query, "max"),
                        from);
    }
}
