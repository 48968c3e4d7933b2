package org.tallystick.flink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A metric by chance, in SQL and in the keys of a pipeline file; over the columns {@code k}, {@code
 * n}, {@code d}, {@code s} and {@code ts}.
 *
 * @param keys how many keys it has
 */
record GeneratedQuery(String sql, String yaml, int keys) {
    private static final String LATE = "n > 100 AND d IS NOT NULL";

    /**
     * A part in both writings.
     *
     * @param sql with {@code %s} for FILTER or PARTITION BY
     * @param yaml of aggregates with the argument as {@code %s}
     * @param argument null for none
     */
    private record Part(String sql, String yaml, String argument) {}

    private static final List<Part> WINDOWS =
            List.of(
                    new Part(
                            "TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '1' HOUR)",
                            "tumbling 1 h",
                            null),
                    new Part(
                            "TUMBLE(TABLE events, DESCRIPTOR(ts), INTERVAL '1' HOUR, INTERVAL -'10' MINUTE)",
                            "tumbling 1 h offset -10 min",
                            null),
                    new Part(
                            "HOP(TABLE events, DESCRIPTOR(ts), INTERVAL '20' MINUTE, INTERVAL '1' HOUR)",
                            "sliding 1 h every 20 min",
                            null),
                    new Part(
                            "CUMULATE(TABLE events, DESCRIPTOR(ts), INTERVAL '30' MINUTE, INTERVAL '2' HOUR)",
                            "cumulative 2 h every 30 min",
                            null),
                    new Part(
                            "SESSION(TABLE events%s, DESCRIPTOR(ts), INTERVAL '5' MINUTE)",
                            "session 5 min", null));

    private static final List<List<Part>> KEYS =
            List.of(
                    List.of(),
                    List.of(new Part("k", "k", null)),
                    List.of(new Part("s", "s", null), new Part("k", "k", null)),
                    List.of(
                            new Part("UPPER(s)", "u: UPPER(s)", "u"),
                            new Part("n > 0", "positive: n > 0", "positive")));

    private static final List<Part> AGGREGATES =
            List.of(
                    new Part("COUNT(*)%s", "count(%s)", null),
                    new Part("COUNT(n)%s", "count(%s)", "n"),
                    new Part("COUNT(DISTINCT s)%s", "count_distinct(%s)", "s"),
                    new Part("SUM(n)%s", "sum(%s)", "n"),
                    new Part("SUM((n + 1) * (n - 1))%s", "sum(%s)", "(n + 1) * (n - 1)"),
                    new Part("SUM(d)%s", "sum(%s)", "d"),
                    new Part("AVG(d)%s", "avg(%s)", "d"),
                    new Part("AVG(CAST(n AS DOUBLE))%s", "avg(%s)", "CAST(n AS DOUBLE)"),
                    new Part("MIN(n)%s", "min(%s)", "n"),
                    new Part("MAX(d)%s", "max(%s)", "d"),
                    new Part("MIN(s)%s", "min(%s)", "s"),
                    new Part("MAX(COALESCE(s, '(,)'))%s", "max(%s)", "COALESCE(s, '(,)')"),
                    new Part("VAR_SAMP(d)%s", "variance(%s)", "d"),
                    new Part("STDDEV(d)%s", "stddev(%s)", "d"));

    /** One of each window, with all else by chance, and every aggregate in one or more of them. */
    static List<GeneratedQuery> of(RandomGenerator random) {
        var queries = new ArrayList<GeneratedQuery>();
        int next = random.nextInt(AGGREGATES.size());
        for (var window : WINDOWS) {
            var aggregates = new ArrayList<Part>();
            for (int i = 0; i < 3; i++) {
                aggregates.add(AGGREGATES.get(next++ % AGGREGATES.size()));
            }
            var keys = KEYS.get(random.nextInt(window.sql.contains("%s") ? 3 : KEYS.size()));
            queries.add(of(window, keys, filter(window, keys, random), aggregates, random));
        }
        return queries;
    }

    /** Of sessions only one over keys. */
    private static Optional<String> filter(Part window, List<Part> keys, RandomGenerator random) {
        if (random.nextBoolean()) {
            return Optional.empty();
        }
        if (!window.sql.contains("%s")) {
            return Optional.of("(d > 0 OR k = 'key-1') AND n <> 7");
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of("k <> 'key-0'");
    }

    private static GeneratedQuery of(
            Part window,
            List<Part> keys,
            Optional<String> filter,
            List<Part> aggregates,
            RandomGenerator random) {
        var columns = new ArrayList<String>(List.of("window_start", "window_end"));
        keys.forEach(
                key -> columns.add(key.sql + (key.argument == null ? "" : " AS " + key.argument)));
        var yaml = new StringBuilder();
        for (int i = 0; i < aggregates.size(); i++) {
            boolean late = random.nextInt(3) == 0;
            var sql = late ? " FILTER (WHERE " + LATE + ")" : "";
            columns.add(aggregates.get(i).sql.formatted(sql) + " AS a" + i);
            var call = aggregates.get(i).yaml.formatted(argument(aggregates.get(i), late));
            yaml.append("\n      a%d: \"%s\"".formatted(i, call));
        }
        var groups = keys.stream().map(Part::sql).toList();
        var partition = keys.isEmpty() ? "" : " PARTITION BY (" + String.join(", ", groups) + ")";
        var by = Stream.concat(Stream.of("window_start", "window_end"), groups.stream());
        return new GeneratedQuery(
                "SELECT %s FROM TABLE(%s)%s GROUP BY %s"
                        .formatted(
                                String.join(", ", columns),
                                window.sql.formatted(partition),
                                filter.map(it -> " WHERE " + it).orElse(""),
                                by.collect(Collectors.joining(", "))),
                "    windows: %s\n    keys: [%s]%s\n    aggregates:%s"
                        .formatted(
                                window.yaml,
                                keys.stream()
                                        .map(key -> "\"" + key.yaml + "\"")
                                        .collect(Collectors.joining(", ")),
                                filter.map(it -> "\n    filter: \"" + it + "\"").orElse(""),
                                yaml),
                keys.size());
    }

    private static String argument(Part aggregate, boolean late) {
        var value = Optional.ofNullable(aggregate.argument);
        return late
                ? "CASE WHEN %s THEN %s END".formatted(LATE, value.orElse("1"))
                : value.orElse("");
    }
}
