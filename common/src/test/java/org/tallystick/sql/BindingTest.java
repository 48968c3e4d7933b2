package org.tallystick.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.sql.TestPipelines.aggregated;
import static org.tallystick.sql.TestPipelines.events;
import static org.tallystick.sql.TestPipelines.filtered;
import static org.tallystick.sql.TestPipelines.keyed;
import static org.tallystick.sql.TestPipelines.metric;
import static org.tallystick.sql.TestPipelines.pipeline;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.event.EpochUnit;
import org.tallystick.event.EventLayout;
import org.tallystick.event.Overlap;
import org.tallystick.event.TimeForm;
import org.tallystick.pipeline.AggregateExpression;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;

class BindingTest {
    private static final TimeForm SECONDS =
            new TimeForm(
                    Optional.empty(), Optional.empty(), Overlap.REJECT, Optional.of(EpochUnit.S));

    private static final EventLayout LAYOUT =
            new EventLayout(
                    (RowType)
                            DataTypes.ROW(
                                            DataTypes.FIELD("origin", DataTypes.STRING()),
                                            DataTypes.FIELD("delay", DataTypes.INT()),
                                            DataTypes.FIELD("time", DataTypes.TIMESTAMP_LTZ(3)),
                                            DataTypes.FIELD(
                                                    "tags", DataTypes.ARRAY(DataTypes.STRING())))
                                    .getLogicalType());

    private static final String ACCEPTED =
            "an expression may be of these types: numbers, STRING, BOOLEAN, DATE, TIME, TIMESTAMP"
                    + " and TIMESTAMP_LTZ";

    private static final List<Refused> REFUSED =
            List.of(
                    new Refused(
                            "orgin",
                            "unknown column 'orgin' at column 1",
                            "did you mean 'origin'?"),
                    new Refused(
                            "delay + DELAY",
                            "unknown column 'DELAY' at column 9",
                            "did you mean 'delay'? Upper and lower case matter"),
                    new Refused(
                            "something",
                            "unknown column 'something' at column 1",
                            "there are origin, delay, time, tags"),
                    new Refused(
                            "_time", "unknown column '_time' at column 1", "did you mean 'time'?"),
                    new Refused(
                            "time > delay",
                            "unexpected 'time' at column 1",
                            "a reserved word as a column goes in backquotes: `time`"),
                    new Refused("delay +", "unexpected '+' at column 7", ""),
                    new Refused("delay) FROM x --", "unexpected ')' at column 6", ""),
                    new Refused("delay; DROP TABLE x", "unexpected ';' at column 6", ""),
                    new Refused("delay, origin", "unexpected ',' at column 6", ""),
                    new Refused("delay AS d", "unexpected 'AS' at column 7", ""),
                    new Refused("*", "unexpected '*' at column 1", ""),
                    new Refused("delay FROM events", "unexpected 'FROM' at column 7", ""),
                    new Refused(
                            "foo(delay)",
                            "there is no function foo(<NUMERIC>) at column 1",
                            "any scalar function of Flink SQL will do"),
                    new Refused(
                            "UPPER(delay)",
                            "Cannot apply 'UPPER' to arguments of type 'UPPER(<INTEGER>)'."
                                    + " Supported form(s): 'UPPER(<CHARACTER>)' at column 1",
                            ""),
                    new Refused("tags", "cannot use a value of type ARRAY<STRING>", ACCEPTED),
                    new Refused(
                            "INTERVAL '1' DAY",
                            "cannot use a value of type INTERVAL SECOND(3)",
                            ACCEPTED),
                    new Refused(
                            "ROW(delay, 1)",
                            "cannot use a value of type ROW<`EXPR$0` INT, `EXPR$1` INT NOT NULL>",
                            ACCEPTED),
                    new Refused("NULL", "cannot use a value of type NULL", ACCEPTED),
                    new Refused(
                            "SUM(delay)",
                            "an expression is over one event, SUM is over many",
                            "write it as one of the metric's aggregates"),
                    new Refused("(SELECT 1)", "an expression is over one event: no subqueries", ""),
                    new Refused(
                            "delay IN (SELECT 1)",
                            "an expression is over one event: no subqueries",
                            ""),
                    new Refused(
                            "EXISTS (SELECT 1)",
                            "an expression is over one event: no subqueries",
                            ""),
                    new Refused("SELECT 1", "an expression is over one event: no subqueries", ""),
                    new Refused(
                            "RANK() OVER (ORDER BY delay)",
                            "an expression is over one event: no OVER",
                            ""),
                    new Refused(
                            "ROW_NUMBER() OVER (ORDER BY delay)",
                            "an expression is over one event: no OVER",
                            ""),
                    new Refused(
                            "TUMBLE(`time`, INTERVAL '1' HOUR)",
                            "an expression is over one event: no windows",
                            "write it as one of the metric's windows"),
                    new Refused("UNNEST(tags)", "unexpected 'UNNEST' at column 1", ""),
                    new Refused("  ", "the expression is empty", ""),
                    new Refused(
                            "origin LIKE 'a%' ESCAPE 'xx'", "Invalid escape character 'xx'", ""));

    private record Refused(String sql, String message, String hint) {
        Problem problem(String at) {
            return new Problem(at, message, hint.isEmpty() ? Optional.empty() : Optional.of(hint));
        }
    }

    @Test
    void metricsAreBoundToTheColumnsOfTheirExpressions() {
        var p95 = new AggregateExpression("p95", "approx_percentile", List.of("delay", "0.95"));
        var metric = metric("m", Optional.of("delay > 3"), List.of("origin"), List.of(p95));

        var binding = bind(pipeline(metric));

        var bound = binding.metrics().get(0);
        assertThat(bound.name()).isEqualTo("m");
        assertThat(bound.filterColumn()).isEqualTo(3);
        assertThat(bound.keys())
                .containsExactly(new KeyColumn("k", "`origin`", 4, ValueType.STRING));
        assertThat(bound.aggregates())
                .containsExactly(
                        new NamedAggregator(
                                new MetricDefinition.Aggregate(
                                        "p95",
                                        "approx_percentile",
                                        List.of(
                                                new MetricDefinition.Argument(
                                                        "`delay`", ValueType.LONG)),
                                        List.of(new BigDecimal("0.95"))),
                                new StubAggregator(
                                        "approx_percentile",
                                        List.of(ValueType.LONG),
                                        List.of(5),
                                        List.of(new BigDecimal("0.95")))));
        assertThat(bound.windows()).isEqualTo(metric.windows());
        assertThat(binding.columnTypes())
                .containsExactly(
                        ValueType.LONG,
                        ValueType.LONG,
                        ValueType.LONG,
                        ValueType.BOOLEAN,
                        ValueType.STRING,
                        ValueType.LONG);
    }

    @Test
    void anExpressionUsedTwiceIsOneColumn() {
        var binding = bind(pipeline(keyed("delay + 1", "origin"), keyed("`delay`  /* late */ +1")));

        assertThat(binding.columnTypes()).hasSize(3 + 2);
        assertThat(binding.metrics().get(1).keys())
                .isEqualTo(binding.metrics().get(0).keys().subList(0, 1));
    }

    @Test
    void typesAreKnownAndMistakesFoundWithoutCompiling() {
        var pipeline = pipeline(keyed("delay + 1", "origin"));
        var problems = new ArrayList<Problem>();
        var types = Binding.ofTypes(pipeline, LAYOUT, StubAggregator::create, problems::add);
        var mistake = pipeline(keyed("orgin"));
        Binding.ofTypes(mistake, LAYOUT, StubAggregator::create, problems::add);

        assertThat(problems).isEqualTo(problems(mistake));
        assertThat(types.orElseThrow().columnTypes()).isEqualTo(bind(pipeline).columnTypes());
        assertThat(types.orElseThrow().metrics().get(0).definition())
                .isEqualTo(bind(pipeline).metrics().get(0).definition());
        assertThatThrownBy(() -> types.orElseThrow().project(null, null, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the expressions were not compiled");
    }

    @Test
    void literalsThatDifferInCaseAreTwoColumns() {
        assertThat(bind(pipeline(keyed("origin = 'a'", "origin = 'A'"))).columnTypes())
                .hasSize(3 + 2);
    }

    @Test
    void aNumberInTheFirstPlaceIsAnArgument() {
        var binding = bind(pipeline(aggregated("sum", "1")));

        assertThat(binding.metrics().get(0).aggregates().get(0).aggregator())
                .isEqualTo(
                        new StubAggregator("sum", List.of(ValueType.LONG), List.of(3), List.of()));
    }

    @Test
    void aReservedWordByItselfIsAColumn() {
        assertThat(bind(pipeline(keyed("time"))).columnTypes()).endsWith(ValueType.TIMESTAMP_LTZ);
    }

    @Test
    void eachBadExpressionIsOneProblem() {
        var sqls = REFUSED.stream().map(Refused::sql).toArray(String[]::new);

        assertThat(problems(pipeline(keyed(sqls))))
                .containsExactlyElementsOf(
                        IntStream.range(0, REFUSED.size())
                                .mapToObj(i -> REFUSED.get(i).problem("metrics[0].keys[" + i + "]"))
                                .toList());
    }

    @Test
    void whatDiffersFromRunToRunIsRefused() {
        var sqls =
                List.of(
                        "NOW()",
                        "now( ) > `time`",
                        "CURRENT_TIMESTAMP",
                        "current_date",
                        "CURRENT_TIME",
                        "LOCALTIME",
                        "LOCALTIMESTAMP",
                        "CURRENT_ROW_TIMESTAMP()",
                        "PROCTIME()",
                        "UNIX_TIMESTAMP()",
                        "RAND()",
                        "RAND(1)",
                        "RAND_INTEGER(3)",
                        "UUID()",
                        "CURRENT_DATABASE()");

        assertThat(problems(pipeline(keyed(sqls.toArray(String[]::new)))))
                .containsExactlyElementsOf(
                        IntStream.range(0, sqls.size())
                                .mapToObj(i -> differs(sqls.get(i), "metrics[0].keys[" + i + "]"))
                                .toList());
    }

    private static Problem differs(String sql, String at) {
        String name = sql.split("[( ]", -1)[0].toUpperCase(Locale.ROOT);
        return new Problem(
                at,
                name + " differs from run to run, but results must be reproducible",
                Optional.of("use the event's own columns"));
    }

    @Test
    void everyFunctionThatFlinkKnowsToDifferIsRefused() {
        var differing =
                BuiltInFunctionDefinitions.getDefinitions().stream()
                        .filter(function -> !function.isDeterministic())
                        .map(function -> function.getName().replaceAll("([a-z])([A-Z])", "$1_$2"))
                        .toList();

        assertThat(differing)
                .isNotEmpty()
                .allSatisfy(
                        name ->
                                assertThat(refusal(name + "(x)"))
                                        .as(name)
                                        .contains("differs from run to run"));
    }

    @Test
    void whatIsAFunctionOfTheEventIsTaken() {
        assertThat(
                        problems(
                                pipeline(
                                        keyed(
                                                "origin || 'NOW()'",
                                                "UNIX_TIMESTAMP(origin)",
                                                "origin LIKE 'SELECT%' -- NOW()",
                                                "CASE WHEN delay > 15 THEN 1 ELSE 0 END",
                                                "DATE_FORMAT(`time`, 'yyyy')",
                                                "tags[1]",
                                                "CARDINALITY(tags)"))))
                .isEmpty();
    }

    /** What would fail on every event, or at the first that is not as it was thought to be. */
    private static final List<Refused> FAILING =
            List.of(
                    new Refused(
                            "origin > 5",
                            "'origin' is a text, compared with a number",
                            "write CAST(origin AS BIGINT), or TRY_CAST(origin AS BIGINT) for null"
                                    + " where it is none"),
                    new Refused(
                            "5 = origin",
                            "'origin' is a text, compared with a number",
                            "write CAST(origin AS INT), or TRY_CAST(origin AS INT) for null where"
                                    + " it is none"),
                    new Refused(
                            "origin BETWEEN delay AND 5",
                            "'origin' is a text, compared with a number",
                            "write CAST(origin AS BIGINT), or TRY_CAST(origin AS BIGINT) for null"
                                    + " where it is none"),
                    new Refused(
                            "CAST(origin AS INT) > 1 AND origin > 5",
                            "'origin' is a text, compared with a number",
                            "write CAST(origin AS BIGINT), or TRY_CAST(origin AS BIGINT) for null"
                                    + " where it is none"),
                    new Refused(
                            "`time` > origin",
                            "'origin' is a text, compared with a TIMESTAMP_LTZ(3)",
                            "write CAST(origin AS TIMESTAMP_LTZ(3)), or TRY_CAST(origin AS"
                                    + " TIMESTAMP_LTZ(3)) for null where it is none"),
                    new Refused(
                            "delay > '5'",
                            "'5' is a text, compared with a number",
                            "write 5 without quotes"),
                    new Refused(
                            "1 / 0",
                            "fails whatever the event is: division by zero: 1 / 0",
                            "a constant part of it has no value"),
                    new Refused(
                            "delay + 9223372036854775807 + 1 * 9223372036854775807 * 2",
                            "fails whatever the event is: 9223372036854775807 * 2 is beyond BIGINT",
                            "a constant part of it has no value"),
                    new Refused(
                            "CAST('x' AS INT) > delay",
                            "fails whatever the event is: For input string: 'x'. Invalid character"
                                    + " found.",
                            "a constant part of it has no value"),
                    new Refused(
                            "`time` > '2020-13-01'",
                            "fails whatever the event is: Invalid value for MonthOfYear (valid"
                                    + " values 1 - 12): 13",
                            "a constant part of it has no value"),
                    new Refused(
                            "origin SIMILAR TO '['",
                            "'[' is no pattern for SIMILAR TO: Invalid regular expression '['",
                            ""),
                    new Refused(
                            "REGEXP(origin, '(')",
                            "'(' is no pattern for REGEXP: Unclosed group near index 1",
                            ""));

    @Test
    void whatCannotButFailIsRefused() {
        var sqls = FAILING.stream().map(Refused::sql).toArray(String[]::new);

        assertThat(problems(pipeline(keyed(sqls))))
                .containsExactlyElementsOf(
                        IntStream.range(0, FAILING.size())
                                .mapToObj(i -> FAILING.get(i).problem("metrics[0].keys[" + i + "]"))
                                .toList());
    }

    @Test
    void whatMayFailOnSomeEventIsTaken() {
        assertThat(
                        problems(
                                pipeline(
                                        keyed(
                                                "CAST(origin AS INT) > 5",
                                                "TRY_CAST(origin AS INT) > 5",
                                                "`time` > '2020-01-01 00:00:00'",
                                                "origin IN ('1', '2')",
                                                "origin > '5'",
                                                "100 / delay",
                                                "TRY_CAST('x' AS INT)",
                                                "CASE WHEN delay = 0 THEN NULL ELSE 1 / delay END",
                                                "origin SIMILAR TO 'a!%' ESCAPE '!'",
                                                "origin || ' CAST(' || origin"))))
                .isEmpty();
    }

    @Test
    void aFilterMustBeBoolean() {
        assertThat(problems(pipeline(filtered("delay"))))
                .containsExactly(
                        new Problem(
                                "metrics[0].filter",
                                "a filter is BOOLEAN, this is BIGINT",
                                Optional.of("compare it with something")));
    }

    @Test
    void whatAnAggregateRefusesIsAProblem() {
        assertThat(problems(pipeline(aggregated("unknown", "delay"))))
                .containsExactly(
                        new Problem(
                                "metrics[0].aggregates.a",
                                "there is no aggregate 'unknown'",
                                Optional.empty()));
    }

    @Test
    void theColumnsThatMakeAnEventMustBeThere() {
        assertThat(problems(pipeline(events("tiem", List.of("origin", "fligth")))))
                .containsExactly(
                        new Problem(
                                "events.time",
                                "unknown column 'tiem'",
                                Optional.of("did you mean 'time'?")),
                        new Problem(
                                "events.id[1]",
                                "unknown column 'fligth'",
                                Optional.of("there are origin, delay, time, tags")));
    }

    @Test
    void theTimeMustBeATime() {
        assertThat(problems(pipeline(events("delay", List.of()))))
                .containsExactly(
                        new Problem(
                                "events.time",
                                "'delay' is INT, no time",
                                Optional.of(
                                        "say what it counts since 1970: time-unit: s, ms, us or ns")));
        assertThat(problems(pipeline(events("tags", List.of()))))
                .extracting(Problem::hint)
                .containsExactly(
                        Optional.of(
                                "make it timestamp-millis or timestamp-micros in the schema, or a string in ISO-8601"));
    }

    @Test
    void aNumberIsATimeIfItsUnitIsKnown() {
        assertThat(problems(pipeline(events("delay", SECONDS, List.of())))).isEmpty();
    }

    @Test
    void allProblemsAreReportedAtOnce() {
        var problems =
                problems(
                        pipeline(
                                events("tim", List.of()),
                                filtered("delay"),
                                keyed(
                                        "origin LIKE 'a' ESCAPE 'xx'",
                                        "delay",
                                        "orgin",
                                        "origin LIKE 'b' ESCAPE 'yy'"),
                                aggregated("unknown", "delay")));

        assertThat(problems)
                .extracting(Problem::at)
                .containsExactlyInAnyOrder(
                        "events.time",
                        "metrics[0].filter",
                        "metrics[1].keys[0]",
                        "metrics[1].keys[2]",
                        "metrics[1].keys[3]",
                        "metrics[2].aggregates.a");
    }

    private static Binding bind(Pipeline pipeline) {
        var problems = new ArrayList<Problem>();
        var binding = Binding.of(pipeline, LAYOUT, StubAggregator::create, problems::add);
        assertThat(problems).isEmpty();
        return binding.orElseThrow();
    }

    private static List<Problem> problems(Pipeline pipeline) {
        var problems = new ArrayList<Problem>();
        var binding = Binding.of(pipeline, LAYOUT, StubAggregator::create, problems::add);
        assertThat(binding.isEmpty()).isEqualTo(!problems.isEmpty());
        return problems;
    }

    private static String refusal(String sql) {
        try {
            ForbiddenCalls.check(sql);
            return "";
        } catch (InvalidExpressionException refusal) {
            return refusal.getMessage();
        }
    }
}
