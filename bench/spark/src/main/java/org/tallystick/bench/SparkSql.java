package org.tallystick.bench;

import java.io.IOException;
import java.util.Iterator;
import java.util.stream.Collectors;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Spark SQL over the archive's Parquet files, with its own windows. */
final class SparkSql implements Peer {
    @Override
    public void run(Setup setup) throws IOException {
        try (var spark = session(setup)) {
            Meter.record();
            spark.read().parquet(setup.parquet()).createOrReplaceTempView("clicks");
            boolean extrema = setup.query().aggregates().contains("max");
            ForeachPartitionFunction<Row> digest = rows -> digest(rows, extrema);
            spark.sql(sql(setup.query())).foreachPartition(digest);
        }
    }

    private static SparkSession session(Setup setup) {
        return SparkSession.builder()
                .master("local[" + setup.parallelism() + "]")
                .config("spark.sql.shuffle.partitions", setup.parallelism())
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.local.dir", setup.scratch().toString())
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.ui.enabled", false)
                .getOrCreate();
    }

    private static void digest(Iterator<Row> rows, boolean extrema) {
        var digest = new ResultDigest();
        while (rows.hasNext()) {
            var row = rows.next();
            var key = row.getString(0);
            long size = row.getLong(1);
            long end = row.getLong(2);
            long count = row.getLong(3);
            double sum = row.getDouble(4);
            if (extrema) {
                digest.add(key, size, end, count, sum, row.getDouble(5), row.getDouble(6));
            } else {
                digest.add(key, size, end, count, sum);
            }
        }
        digest.close();
    }

    private static String sql(Query query) {
        return query.windows().stream()
                .map(window -> select(query, window))
                .collect(Collectors.joining("\nUNION ALL\n"));
    }

    private static String select(Query query, Query.Window window) {
        return """
                SELECT key, size, unix_millis(w.end), n, s, low, high FROM (
                  SELECT `%1$s` AS key, CAST(%2$d AS BIGINT) AS size, %3$s AS w, count(*) AS n,
                    sum(amount) AS s, %4$s AS low, %5$s AS high
                  FROM clicks GROUP BY `%1$s`, %3$s)"""
                .formatted(
                        query.key(),
                        Sql.size(window),
                        function(window),
                        Sql.or0(query, "min"),
                        Sql.or0(query, "max"));
    }

    private static String function(Query.Window window) {
        if (window instanceof Query.Tumbling tumbling) {
            return "window(ts, '%d milliseconds')".formatted(tumbling.size());
        }
        if (window instanceof Query.Sliding sliding) {
            return "window(ts, '%d milliseconds', '%d milliseconds')"
                    .formatted(sliding.size(), sliding.slide());
        }
        return "session_window(ts, '%d milliseconds')".formatted(((Query.Session) window).gap());
    }
}
