package org.tallystick.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.aggregate.Aggregates;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.sql.Binding;

/** A metric written as SQL is the one that YAML has, or is refused where it differs. */
class SqlMetricTest {
    private static final String SCHEMA =
            """
            {"type": "record", "name": "Flight", "fields": [
              {"name": "scheduled", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "origin", "type": "string"},
              {"name": "destination", "type": ["null", "string"]},
              {"name": "position", "type": "int"},
              {"name": "delay", "type": ["null", "int"]},
              {"name": "fuel", "type": ["null", "double"]}]}
            """;
    private static final String HEAD =
            """
            name: flights
            events: {schema: flight.avsc, time: scheduled, out-of-orderness: 15 min}
            source: {connector: files, path: in, format: json}
            metrics:
              - name: m
            """;

    /** The line on which the first line of a query stands, and its first column. */
    private static final int LINE = HEAD.lines().toList().size() + 2;

    private static final int COLUMN = 7;

    private static final String FROM =
            "FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(scheduled), INTERVAL '1' HOUR))";
    private static final String BY = "GROUP BY window_start, window_end";

    @TempDir private Path folder;

    static Stream<Arguments> metrics() {
        return Stream.of(
                arguments(
                        """
                        SELECT window_start, window_end, origin,
                          COUNT(*) AS flights, AVG(fuel) AS mean, MIN(delay) AS least, max(delay) most
                        FROM TABLE(TUMBLE(TABLE events, DESCRIPTOR(scheduled), INTERVAL '1' HOUR))
                        WHERE delay IS NOT NULL -- those that fly
                          AND delay < 1000
                        GROUP BY window_start, window_end, origin;
                        """,
                        """
                        filter: "`delay` IS NOT NULL AND `delay` < 1000"
                        keys: [origin]
                        windows: tumbling 1 h
                        aggregates: {flights: count(), mean: avg(fuel), least: min(delay), most: max(delay)}
                        """),
                arguments(
                        """
                        SELECT `position`, (delay + 1) * (position_of + 2) AS k, UPPER(origin) AS o,
                          SUM((delay + 1) * (delay + 2)) AS s, COUNT(DISTINCT destination) AS d,
                          COUNT(delay) FILTER (WHERE delay > 15) AS late
                        FROM HOP(TABLE events, DESCRIPTOR(scheduled), INTERVAL '5' MINUTES, INTERVAL '1' HOURS)
                        GROUP BY upper(origin), window_start, window_end, (delay + 1) * (position_of + 2), `position`
                        """
                                .replace("position_of", "`position`"),
                        """
                        keys: [position, k: "(`delay` + 1) * (`position` + 2)", o: UPPER(origin)]
                        windows: sliding 1 h every 5 min
                        aggregates:
                          s: sum((`delay` + 1) * (`delay` + 2))
                          d: count_distinct(destination)
                          late: count(CASE WHEN delay > 15 THEN delay END)
                        """),
                arguments(
                        """
                        SELECT origin || '->' || destination AS route, origin AS o, destination,
                          COUNT(*) FILTER (WHERE delay > 15) AS late, VAR_SAMP(fuel) AS v,
                          STDDEV(fuel) FILTER (WHERE delay > 15 OR delay < 0) AS s
                        FROM TABLE(CUMULATE(
                          DATA => TABLE events, TIMECOL => DESCRIPTOR(scheduled),
                          STEP => INTERVAL '1:30' HOUR TO MINUTE, SIZE => INTERVAL '1' DAY,
                          `OFFSET` => INTERVAL -'15' MINUTE))
                        GROUP BY window_start, window_end, origin, destination
                        """,
                        """
                        keys: [route: "origin || '->' || destination", o: "`origin`", destination]
                        windows: cumulative 1 d every 1 h 30 min offset -15 min
                        aggregates:
                          late: count(CASE WHEN delay > 15 THEN 1 END)
                          v: variance(fuel)
                          s: stddev(CASE WHEN delay > 15 OR delay < 0 THEN fuel END)
                        """),
                arguments(
                        """
                        SELECT first(delay) AS f, LAST(CASE WHEN delay <> 0 THEN delay END) AS l,
                          `last`(delay) FILTER (WHERE delay <> 0) AS l2,
                          approx_percentile(delay, 0.95) AS p95, count_distinct(origin) AS c,
                          APPROX_PERCENTILE(delay, 0.5, 0.02) FILTER (WHERE fuel > 1) AS p50,
                          approx_count_distinct(origin) AS a
                        FROM TABLE(SESSION(TABLE events, DESCRIPTOR(scheduled), INTERVAL '90' SECOND))
                        GROUP BY window_start, window_end
                        """,
                        """
                        windows: session 1 min 30 s
                        aggregates:
                          f: first(delay)
                          l: last(CASE WHEN delay <> 0 THEN delay END)
                          l2: last(CASE WHEN delay <> 0 THEN delay END)
                          p95: approx_percentile(delay, 0.95)
                          c: count_distinct(origin)
                          p50: approx_percentile(CASE WHEN fuel > 1 THEN delay END, 0.5, 0.02)
                          a: approx_count_distinct(origin)
                        """),
                arguments(
                        """
                        SELECT origin, destination, 'all' AS what, AVG(CAST(delay AS DOUBLE)) AS a
                        FROM TABLE(SESSION(TABLE events PARTITION BY (destination, origin),
                          DESCRIPTOR(scheduled), INTERVAL '2' HOUR))
                        WHERE	origin <> '$${ATL}'	AND destination IS NOT NULL
                        GROUP BY window_start, window_end, origin, destination
                        """,
                        """
                        filter: "origin <> '$${ATL}'\tAND destination IS NOT NULL"
                        keys: [origin, destination, what: "'all'"]
                        windows: session 2 h
                        aggregates: {a: avg(CAST(delay AS DOUBLE))}
                        """));
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void aQueryIsTheMetricThatYamlHas(String sql, String yaml) throws Exception {
        var written = metric("    " + yaml.strip().replace("\n", "\n    "));

        assertThat(metric(block(sql))).isEqualTo(written);
    }

    /** As keys: all kinds of syntax, whose parts stand in all places. */
    private static final List<String> EXPRESSIONS =
            List.of(
                    "delay IN (1, 2)",
                    "delay NOT IN (1, 2)",
                    "delay BETWEEN 1 AND (2 + 3)",
                    "NOT (delay > 1 OR fuel > 2) AND fuel < 3",
                    "origin LIKE 'A!%' ESCAPE '!'",
                    "(origin) || ((destination))",
                    "-(delay + 1)",
                    "- delay",
                    "((delay + 1) * 2)",
                    "delay - (delay - (1 - delay))",
                    "destination IS NULL",
                    "destination IS DISTINCT FROM origin",
                    "(delay > 1) IS NOT TRUE",
                    "CASE delay WHEN 1 THEN 'a' WHEN 2 THEN 'b' ELSE 'c' END",
                    "CASE WHEN delay > 1 THEN CASE WHEN fuel > 1 THEN 1 END END",
                    "CAST(fuel AS DECIMAL(12, 2))",
                    "TRY_CAST(origin AS INT)",
                    "TRIM(BOTH 'x' FROM origin)",
                    "SUBSTRING(origin FROM 1 FOR 2)",
                    "POSITION('a' IN origin)",
                    "EXTRACT(HOUR FROM scheduled)",
                    "FLOOR(scheduled TO HOUR)",
                    "TIMESTAMPDIFF(MINUTE, scheduled, scheduled + INTERVAL '1' DAY)",
                    "scheduled > TIMESTAMP '2001-01-01 00:00:00'",
                    "JSON_VALUE(origin, '$.a')",
                    "COALESCE(destination, 'naïve (東京) ''quoted''')",
                    "ARRAY['a', 'b'][1]",
                    "MOD(`position`, 7)",
                    "1e3 * fuel");

    /** With blanks and line ends around, and comments. */
    @Test
    void expressionsKeepTheirMeaning() throws Exception {
        var columns = new ArrayList<String>();
        var groups = new ArrayList<String>();
        var yaml = new StringBuilder("  - name: y\n    windows: tumbling 1 h\n    keys:\n");
        for (int i = 0; i < EXPRESSIONS.size(); i++) {
            columns.add("(%s\n )  AS e%d -- it's one".formatted(EXPRESSIONS.get(i), i));
            groups.add("  " + EXPRESSIONS.get(i));
            yaml.append("      - {e%d: \"%s\"}\n".formatted(i, EXPRESSIONS.get(i)));
        }
        var sql =
                "SELECT %s\n, COUNT(*) AS n %s %s,\n%s"
                        .formatted(
                                String.join("\n,", columns), FROM, BY, String.join(",\n", groups));

        var pipeline =
                pipeline(block(sql) + "\n" + yaml + "    aggregates: {n: count()}", List.of());

        var metrics = binding(pipeline).metrics();
        assertThat(metrics.get(0).keys()).hasSameSizeAs(EXPRESSIONS);
        assertThat(metrics.get(0).keys()).isEqualTo(metrics.get(1).keys());
    }

    private static Binding binding(Pipeline pipeline) {
        var schema = EventSchema.parse(pipeline.events().schema());
        var layout = new EventLayout(schema.rowType());
        return Binding.of(pipeline, layout, Aggregates::create, problem -> {}).orElseThrow();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments("SELECT COUNT(* AS n", "1:16 unexpected 'AS'"),
                arguments("SELECT COUNT(*) AS n FROM", "1:26 unexpected end"),
                arguments("SELECT 1; SELECT 2", "1:11 a metric is one SELECT"),
                arguments("CREATE TABLE x (a INT)", "1:1 a metric is one SELECT"),
                arguments("SELECT COUNT(*) AS n", "1:1 a metric reads FROM"),
                arguments(
                        query("COUNT(*) AS n", FROM, BY + " HAVING COUNT(*) > 1"),
                        "3:42 a metric has no HAVING"),
                arguments(
                        query("COUNT(*) AS n", FROM, BY + " ORDER BY n LIMIT 1"),
                        "cells have no order"),
                arguments(query("COUNT(*) AS n", FROM, BY) + " UNION ALL SELECT 1", "no UNION"),
                arguments(
                        "WITH e AS (SELECT 1) SELECT * FROM e",
                        "1:1 a metric is one SELECT: no WITH"),
                arguments(
                        query("DISTINCT COUNT(*) AS n", FROM, BY),
                        "1:1 GROUP BY makes rows distinct"),
                arguments(
                        query("*, COUNT(*) AS n", FROM, BY),
                        "1:8 name keys and aggregates one by one"),
                arguments(query("COUNT(*)", FROM, BY), "1:8 it needs a name: COUNT(*) AS name"),
                arguments(
                        query("COUNT(*) AS n, UPPER(origin)", FROM, BY + ", UPPER(origin)"),
                        "1:23 it needs a name"),
                arguments(
                        query("SUM(delay) / COUNT(*) AS n", FROM, BY),
                        "1:8 an aggregate stands by itself"),
                arguments(
                        query("COUNT(*) OVER (ORDER BY delay) AS n", FROM, BY),
                        "1:8 OVER is over rows"),
                arguments(query("SUM(COUNT(*)) AS n", FROM, BY), "1:12 COUNT is over many events"),
                arguments(
                        query("SUM((SELECT 1)) AS n", FROM, BY), "1:13 a metric has no subqueries"),
                arguments(
                        query("COUNT(delay) IGNORE NULLS AS n", FROM, BY), "nulls are passed over"),
                arguments(
                        query("LISTAGG(origin) WITHIN GROUP (ORDER BY origin) AS n", FROM, BY),
                        "no WITHIN GROUP"),
                arguments(query("LISTAGG(origin) AS n", FROM, BY), "1:8 LISTAGG cannot be had"),
                arguments(
                        query("FIRST_VALUE(delay) AS n", FROM, BY),
                        "1:8 FIRST_VALUE cannot be had: it goes by arrival"),
                arguments(query("SUM(DISTINCT delay) AS n", FROM, BY), "1:8 DISTINCT is for COUNT"),
                arguments(
                        query("COUNT(DISTINCT delay, fuel) AS n", FROM, BY),
                        "1:8 DISTINCT is for COUNT"),
                arguments(
                        query("COUNT(delay, fuel) AS n", FROM, BY),
                        "1:8 COUNT is of one expression"),
                arguments(query("first(delay, 2) AS n", FROM, BY), "1:8 first has 2 arguments"),
                arguments(
                        query("AVG(delay) AS n", FROM, BY),
                        "1:8 AVG of INT is cut or rounded to such a type in SQL, and a DOUBLE here: write AVG(CAST(delay AS DOUBLE))"),
                arguments(query("VARIANCE(delay * 1.5) AS n", FROM, BY), "1:8 VARIANCE of DECIMAL"),
                arguments(
                        query("origin AS o", FROM, BY + ", origin"),
                        "1:1 a metric needs at least one aggregate"),
                arguments(
                        query("origin, COUNT(*) AS n", FROM, BY),
                        "1:8 this is neither an aggregate nor"),
                arguments(
                        query("COUNT(*) AS n", FROM, BY + ", origin"),
                        "3:36 'origin' is not selected"),
                arguments(
                        query("window_start AS s, COUNT(*) AS n", FROM, BY),
                        "1:8 cells call it 'window_start'"),
                arguments(
                        query("window_time, COUNT(*) AS n", FROM, BY),
                        "1:8 cells have no window_time"),
                arguments(
                        query("window_start + INTERVAL '1' HOUR AS s, COUNT(*) AS n", FROM, BY),
                        "1:8 this is neither"),
                arguments(
                        query("COUNT(*) AS n", FROM, "GROUP BY window_start"),
                        "3:10 GROUP BY has no 'window_end'"),
                arguments(query("COUNT(*) AS n", FROM, ""), "1:1 GROUP BY has no 'window_start'"),
                arguments(
                        query("COUNT(*) AS n", FROM, BY + ", 1"), "3:36 SQL groups by this value"),
                arguments(
                        query("COUNT(*) AS n", FROM, BY + ", (origin, delay)"),
                        "write keys one by one"),
                arguments(
                        query("COUNT(*) AS n", FROM, BY + ", ROLLUP (origin)"),
                        "3:36 a metric has one set of keys"),
                arguments(
                        query("COUNT(*) AS n", FROM, BY + ", GROUPING SETS ((origin), ())"),
                        "3:36 a metric has one set of keys"),
                arguments(
                        query(
                                "COUNT(*) AS n",
                                "FROM events",
                                "GROUP BY TUMBLE(scheduled, INTERVAL '1' HOUR)"),
                        "3:10 windows stand in FROM"),
                arguments(
                        query("COUNT(*) AS n", "FROM events", BY), "2:6 a metric reads FROM TABLE"),
                arguments(
                        query("COUNT(*) AS n", FROM + " AS w", BY),
                        "2:79 the windows need no alias"),
                arguments(
                        query("COUNT(*) AS n", "FROM events JOIN events ON TRUE", BY),
                        "2:13 a metric has no joins"),
                arguments(
                        query("COUNT(*) AS n", "FROM (SELECT * FROM events)", BY),
                        "2:7 a metric reads FROM"),
                arguments(
                        query("COUNT(*) AS n", FROM.replace("TUMBLE", "FUMBLE"), BY),
                        "2:12 a metric reads FROM TABLE"),
                arguments(
                        query("COUNT(*) AS n", FROM.replace("TABLE events", "TABLE flights"), BY),
                        "2:18 a metric reads TABLE events"),
                arguments(
                        query(
                                "COUNT(*) AS n",
                                FROM.replace("TABLE events", "(SELECT * FROM events)"),
                                BY),
                        "2:20 a metric has no subqueries"),
                arguments(
                        query(
                                "COUNT(*) AS n",
                                FROM.replace("events", "events PARTITION BY origin"),
                                BY),
                        "2:45 PARTITION BY is for SESSION"),
                arguments(
                        query("COUNT(*) AS n", FROM.replace("scheduled", "fuel"), BY),
                        "2:44 windows go by event time, here that is DESCRIPTOR(scheduled)"),
                arguments(
                        query("COUNT(*) AS n", FROM.replace("HOUR", "MONTH"), BY),
                        "2:56 months differ in length"),
                arguments(
                        query("COUNT(*) AS n", FROM.replace("INTERVAL '1' HOUR", "60"), BY),
                        "2:56 lengths are literals"),
                arguments(
                        query("COUNT(*) AS n", FROM.replace("'1'", "'1:1'"), BY),
                        "2:56 'INTERVAL '1:1' HOUR' is no interval"),
                arguments(
                        query("COUNT(*) AS n", FROM.replace(", INTERVAL '1' HOUR", ""), BY),
                        "2:12 write TUMBLE(TABLE events, DESCRIPTOR(time), INTERVAL size[, INTERVAL offset])"),
                arguments(
                        query("COUNT(*) AS n", FROM.replace("TUMBLE", "HOP"), BY),
                        "2:12 write HOP(TABLE events, DESCRIPTOR(time), INTERVAL slide, INTERVAL size[, INTERVAL offset])"),
                arguments(
                        query(
                                "COUNT(*) AS n",
                                FROM.replace("TUMBLE", "HOP")
                                        .replace("'1' HOUR", "'7' MINUTE, INTERVAL '1' HOUR"),
                                BY),
                        "2:12 'sliding 1 h every 7 min' is no window: the slide must divide 1 h"),
                arguments(
                        query(
                                "COUNT(*) AS n",
                                FROM.replace("TUMBLE", "HOP")
                                        .replace("'1' HOUR", "'1' SECOND, INTERVAL '10' DAY"),
                                BY),
                        "2:12 'sliding 10 d every 1 s': each event is in 864,000 windows"),
                arguments(
                        query("origin, COUNT(*) AS n", session(""), BY + ", origin"),
                        "2:19 sessions are those of the keys"),
                arguments(
                        query(
                                "origin, COUNT(*) AS n",
                                session("PARTITION BY destination"),
                                BY + ", origin"),
                        "2:46 sessions are those of the keys"),
                arguments(
                        query("COUNT(*) AS n", session("") + "\nWHERE delay > 1", BY),
                        "3:7 SQL makes sessions of all events"),
                arguments(
                        query("COUNT(*) AS n", FROM + "\nWHERE COUNT(*) > 1", BY),
                        "3:7 COUNT is over many events"),
                arguments(
                        query("COUNT(*) AS n", FROM + "\nWHERE EXISTS (SELECT 1)", BY),
                        "3:15 a metric has no subqueries"),
                // What the rest of the file's check says, where it stands in the query.
                arguments(
                        query("COUNT(*) AS n, SUM(dely) AS s", FROM, BY),
                        "1:23 unknown column 'dely' at column 1 (did you mean 'delay'?)"),
                arguments(
                        query("COUNT(*) AS n, COUNT(fuel) AS N", FROM, BY),
                        "1:23 the name of aggregate 'N' is taken already"),
                arguments(
                        query("COUNT(*) AS events", FROM, BY),
                        "1:8 'events' is a column of every result"),
                arguments(
                        query("UPPER(orign) AS o, COUNT(*) AS n", FROM, BY + ", UPPER(orign)"),
                        "1:8 unknown column 'orign'"),
                arguments(
                        query("COUNT(*) AS n", FROM + "\nWHERE delay +\n 1", BY),
                        "3:7 a filter is BOOLEAN, this is BIGINT"),
                arguments(
                        query("COUNT(*) AS n", FROM + "\n  WHERE RAND() > 0.5", BY),
                        "3:9 RAND differs from run to run"),
                arguments(query("SUM(origin) AS n", FROM, BY), "1:8 sum takes a number"));
    }

    private static String query(String select, String from, String by) {
        return "SELECT %s\n%s\n%s".formatted(select, from, by);
    }

    private static String session(String partition) {
        return "FROM TABLE(SESSION(TABLE events %s, DESCRIPTOR(scheduled), INTERVAL '1' HOUR))"
                .formatted(partition);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void whatIsNoMetricIsRefusedWhereItStands(String sql, String expected) {
        assertThatThrownBy(() -> metric(block(sql)))
                .isInstanceOfSatisfying(
                        InvalidPipeline.class,
                        refusal ->
                                assertThat(refusal.problems().stream().map(SqlMetricTest::inQuery))
                                        .anyMatch(line -> line.contains(expected)));
    }

    static Stream<Arguments> writings() {
        var sql = "SELECT COUNT(*) AS n, SUM(dely) AS s " + FROM + " " + BY;
        return Stream.of(
                arguments("    sql: " + sql, List.of(), "p.yaml:6:32: unknown column 'dely'"),
                arguments("    sql: '" + sql.replace("'", "''") + "'", List.of(), "p.yaml:6:10:"),
                arguments("    sql: \"" + sql + "\"", List.of(), "p.yaml:6:33: unknown column"),
                arguments("    sql: >\n      " + sql, List.of(), "p.yaml:6:10: unknown column"),
                arguments(
                        "    sql: >\n      SELECT\n      ;",
                        List.of(),
                        "p.yaml:6:10: unexpected ';' at column 8 of line 1"),
                arguments("    sql: ''", List.of(), "p.yaml:6:11: the query is empty"),
                arguments("    sql: |2\n\n        # \n", List.of(), "p.yaml:8:9: unexpected '#'"),
                arguments(
                        "    sql: SELECT '${X}'",
                        List.of(),
                        "p.yaml:6:10: variables have no place here"),
                arguments(
                        "    sql: [SELECT 1]",
                        List.of(),
                        "p.yaml:6:10: 'sql' must be a text, not a list"),
                arguments(
                        "    sql: |\n      " + sql + "\n    keys: origin",
                        List.of(),
                        "p.yaml:8:5: 'keys' is part of 'sql', keep one of them"),
                arguments(
                        "    windows: tumbling 1 h",
                        List.of(),
                        "p.yaml:5:5: 'aggregates' is missing"),
                arguments(
                        "    sql: x",
                        List.of("metrics[m].sql=SELECT, 1"),
                        "--set metrics[m].sql: unexpected ',' at column 7 of line 1"));
    }

    @ParameterizedTest
    @MethodSource("writings")
    void aMistakeIsShownWhereItStandsAsFarAsThatCanBeTold(
            String keys, List<String> overrides, String expected) {
        assertThatThrownBy(() -> metric(keys, overrides))
                .isInstanceOfSatisfying(
                        InvalidPipeline.class,
                        refusal ->
                                assertThat(refusal.problems())
                                        .anyMatch(line -> line.contains(expected)));
    }

    @Test
    void allMistakesOfAQueryAreTold() {
        var sql =
                query(
                        "window_time, LISTAGG(origin) AS l, SUM(dely) AS s",
                        FROM.replace("events", "all"),
                        BY + ", 1");

        assertThatThrownBy(() -> metric(block(sql.replace("TABLE all", "TABLE flights"))))
                .isInstanceOfSatisfying(
                        InvalidPipeline.class,
                        refusal -> assertThat(refusal.problems()).hasSize(5));
    }

    /** A problem at its place in the query. */
    private static String inQuery(String problem) {
        var parts = problem.substring(problem.indexOf(".yaml:") + 6).split(":", 3);
        return "%d:%d%s"
                .formatted(
                        Integer.parseInt(parts[0]) - LINE + 1,
                        Integer.parseInt(parts[1]) - COLUMN + 1,
                        parts[2]);
    }

    private static String block(String sql) {
        return "    sql: |\n"
                + sql.lines().map(line -> "      " + line).collect(Collectors.joining("\n"));
    }

    private Metric metric(String keys) throws IOException, InvalidPipeline {
        return metric(keys, List.of());
    }

    private Metric metric(String keys, List<String> overrides) throws IOException, InvalidPipeline {
        var metrics = pipeline(keys, overrides).metrics();
        assertThat(metrics).hasSize(1);
        return metrics.get(0);
    }

    private Pipeline pipeline(String keys, List<String> overrides)
            throws IOException, InvalidPipeline {
        Files.writeString(folder.resolve("flight.avsc"), SCHEMA);
        var file = Files.writeString(folder.resolve("p.yaml"), HEAD + keys + "\n");
        return PipelineFile.read(
                file.toString(), overrides, Map.of(), KnownConnectors.ALL, SqlMetricTest::bound);
    }

    private static List<Problem> bound(Pipeline pipeline) {
        var problems = new ArrayList<Problem>();
        var schema = EventSchema.parse(pipeline.events().schema());
        var layout = new EventLayout(schema.rowType());
        var binding = Binding.of(pipeline, layout, Aggregates::create, problems::add);
        assertThat(binding.isEmpty()).isEqualTo(!problems.isEmpty());
        return problems;
    }
}
