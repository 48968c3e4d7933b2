package org.tallystick.bench;

import java.util.stream.Collectors;

/** The queries in Flink's SQL, and what other SQL shares with it. */
final class Sql {
    private Sql() {}

    /** Columns: key, window size in ms (0 for sessions), end, count, sum, min or 0, max or 0. */
    static String flink(Query query) {
        return query.windows().stream()
                .map(window -> select(query, window))
                .collect(Collectors.joining("\nUNION ALL\n"));
    }

    private static String select(Query query, Query.Window window) {
        return """
                SELECT `%1$s`, CAST(%2$d AS BIGINT), window_end, COUNT(*), SUM(amount), %3$s, %4$s
                FROM TABLE(%5$s) GROUP BY `%1$s`, window_start, window_end"""
                .formatted(
                        query.key(),
                        size(window),
                        or0(query, "min"),
                        or0(query, "max"),
                        function(query, window));
    }

    static String or0(Query query, String aggregate) {
        return query.aggregates().contains(aggregate)
                ? aggregate + "(amount)"
                : "CAST(0 AS DOUBLE)";
    }

    /** A window's size, ms; 0 for sessions. */
    static long size(Query.Window window) {
        if (window instanceof Query.Tumbling tumbling) {
            return tumbling.size();
        }
        return window instanceof Query.Sliding sliding ? sliding.size() : 0;
    }

    private static String function(Query query, Query.Window window) {
        if (window instanceof Query.Tumbling tumbling) {
            return "TUMBLE(TABLE clicks, DESCRIPTOR(t), %s)".formatted(interval(tumbling.size()));
        }
        if (window instanceof Query.Sliding sliding) {
            return "HOP(TABLE clicks, DESCRIPTOR(t), %s, %s)"
                    .formatted(interval(sliding.slide()), interval(sliding.size()));
        }
        var session = (Query.Session) window;
        return "SESSION(TABLE clicks PARTITION BY `%s`, DESCRIPTOR(t), %s)"
                .formatted(query.key(), interval(session.gap()));
    }

    private static String interval(long millis) {
        return "INTERVAL '%d' SECOND(4)".formatted(millis / 1000);
    }
}
