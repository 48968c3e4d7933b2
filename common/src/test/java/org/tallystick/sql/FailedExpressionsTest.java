package org.tallystick.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.sql.TestPipelines.metric;

import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.throwable.ThrowableClassifier;
import org.apache.flink.runtime.throwable.ThrowableType;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;
import org.junit.jupiter.api.Test;
import org.tallystick.aggregate.Columns;
import org.tallystick.pipeline.AggregateExpression;
import org.tallystick.pipeline.Metric;

/** What becomes of an event on which an expression fails. */
class FailedExpressionsTest {
    private static final RowType COLUMNS =
            (RowType)
                    DataTypes.ROW(
                                    DataTypes.FIELD("word", DataTypes.STRING()),
                                    DataTypes.FIELD("n", DataTypes.BIGINT()),
                                    DataTypes.FIELD("d", DataTypes.BIGINT()),
                                    DataTypes.FIELD("at", DataTypes.STRING()))
                            .getLogicalType();
    private static final StringData SEVEN = StringData.fromString("7");
    private static final StringData TEXT = StringData.fromString("a");
    private static final String NUMBER = "CAST(word AS INT)";

    private static Metric sum(String name, String filter, String argument) {
        var sum = new AggregateExpression("area", "sum", List.of(argument));
        return metric(name, Optional.ofNullable(filter), List.of("word"), List.of(sum));
    }

    private static Metric failing(Metric metric) {
        return new Metric(
                metric.name(),
                metric.filter(),
                metric.keys(),
                metric.windows(),
                metric.aggregates(),
                true);
    }

    @Test
    void onlyTheMetricThatFailsGoesWithoutTheEvent() throws Exception {
        try (var projection =
                new ProjectedRows(
                        COLUMNS,
                        sum("plain", null, "n"),
                        sum("quotient", null, "n / d"),
                        sum("filtered", NUMBER + " > 5", "n"))) {
            var good = projection.project(0, SEVEN, 12L, 4L);
            assertThat(projection.rejects()).isEmpty();
            for (int metric = 0; metric < 3; metric++) {
                assertThat(projection.has(metric, good)).isTrue();
            }

            var byZero = projection.project(1, SEVEN, 12L, 0L);
            assertThat(projection.has(0, byZero)).isTrue();
            assertThat(projection.has(1, byZero)).isFalse();
            assertThat(projection.has(2, byZero)).isTrue();
            assertThat(projection.rejects())
                    .containsExactly(
                            new MetricReject(
                                    "quotient",
                                    "n / d",
                                    "metric quotient: aggregate area n / d: division by zero:"
                                            + " 12 / 0",
                                    "in.jsonl",
                                    0,
                                    1L,
                                    5L));

            var noNumber = projection.project(2, TEXT, 12L, 4L);
            assertThat(projection.has(0, noNumber)).isTrue();
            assertThat(projection.has(1, noNumber)).isTrue();
            assertThat(projection.has(2, noNumber)).isFalse();
            assertThat(projection.rejects())
                    .extracting(MetricReject::reason)
                    .containsExactly(
                            "metric filtered: filter CAST(word AS INT) > 5: For input string: 'a'."
                                    + " Invalid character found.");
        }
    }

    @Test
    void theOthersReadWhatTheyWouldHaveReadAnyway() throws Exception {
        try (var projection =
                new ProjectedRows(
                        COLUMNS, sum("quotient", null, "n / d"), sum("total", "d >= 0", "n + d"))) {
            var row = projection.project(0, SEVEN, 12L, 0L);

            var total = projection.binding.metrics().get(1);
            assertThat(projection.has(1, row)).isTrue();
            assertThat(row.getLong(Columns.TIME)).isEqualTo(7);
            assertThat(row.isNull(Columns.PARTITION_TIME)).isTrue();
            assertThat(row.getLong(Columns.IDENTITY)).isEqualTo(9);
            assertThat(row.getUtf8(total.keys().get(0).column())).isEqualTo(new byte[] {'7'});
            var argument = (StubAggregator) total.aggregates().get(0).aggregator();
            assertThat(row.getLong(argument.columns().get(0))).isEqualTo(12);
        }
    }

    @Test
    void aKeyThatFailsIsAReject() throws Exception {
        var keyed = metric("keyed", Optional.empty(), List.of(NUMBER), List.of());
        try (var projection = new ProjectedRows(COLUMNS, keyed)) {
            assertThat(projection.has(0, projection.project(0, TEXT, 1L, 1L))).isFalse();
            assertThat(projection.rejects())
                    .extracting(MetricReject::reason)
                    .containsExactly(
                            "metric keyed: key k CAST(word AS INT): For input string: 'a'. Invalid"
                                    + " character found.");
        }
    }

    @Test
    void aFilterGuardsTheOtherExpressions() throws Exception {
        try (var projection = new ProjectedRows(COLUMNS, sum("guarded", "d <> 0", "n / d"))) {
            assertThat(projection.has(0, projection.project(0, SEVEN, 1L, 0L))).isFalse();
            assertThat(projection.has(0, projection.project(1, SEVEN, 1L, null))).isFalse();
            assertThat(projection.has(0, projection.project(2, SEVEN, 1L, 1L))).isTrue();
            assertThat(projection.rejects()).isEmpty();
        }
    }

    @Test
    void aSharedFilterIsNotTakenFromTheOtherMetric() throws Exception {
        try (var projection =
                new ProjectedRows(
                        COLUMNS, sum("plain", "n > 0", "n"), sum("quotient", "n > 0", "n / d"))) {
            var row = projection.project(0, SEVEN, 1L, 0L);

            assertThat(projection.has(0, row)).isTrue();
            assertThat(projection.has(1, row)).isFalse();
        }
    }

    @Test
    void anExpressionThatTwoMetricsUseIsARejectOfBoth() throws Exception {
        try (var projection =
                new ProjectedRows(COLUMNS, sum("a", null, "n / d"), sum("b", null, "n / d"))) {
            projection.project(0, SEVEN, 1L, 0L);

            assertThat(projection.rejects())
                    .extracting(MetricReject::metric)
                    .containsExactly("a", "b");
        }
    }

    @Test
    void aMetricMayAskForTheJobToFail() throws Exception {
        try (var projection = new ProjectedRows(COLUMNS, failing(sum("quotient", null, "n / d")))) {
            projection.project(0, SEVEN, 1L, 1L);

            assertThatThrownBy(() -> projection.project(1, SEVEN, 1L, 0L))
                    .isInstanceOf(ExpressionFailedException.class)
                    .hasMessage(
                            "metric quotient: aggregate area n / d: division by zero: 1 / 0"
                                    + " (in.jsonl, partition 0, offset 1)")
                    .satisfies(
                            failure ->
                                    assertThat(ThrowableClassifier.getThrowableType(failure))
                                            .isEqualTo(ThrowableType.NonRecoverableError));
        }
    }

    @Test
    void anExpressionThatRecursesTooDeepIsARejectToo() throws Exception {
        var matching = sum("matching", "word SIMILAR TO '(a|b)*'", "n");
        try (var projection = new ProjectedRows(COLUMNS, matching)) {
            var row = projection.project(0, StringData.fromString("ab".repeat(200_000)), 1L, 1L);

            assertThat(projection.has(0, row)).isFalse();
            assertThat(projection.rejects())
                    .extracting(MetricReject::reason)
                    .containsExactly(
                            "metric matching: filter word SIMILAR TO '(a|b)*': StackOverflowError");
        }
    }
}
