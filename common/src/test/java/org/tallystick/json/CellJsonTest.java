package org.tallystick.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.NamedAggregator;

class CellJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();

    private static final CellJson FLIGHTS =
            new CellJson(
                    List.of(
                            metric("departures", List.of("origin"), List.of("flights", "mean")),
                            metric("total", List.of(), List.of("flights"))));

    @Test
    void aCellIsOneLineInAFixedOrder() {
        var cell = cell("departures", List.of("JFK"), Arrays.asList(3L, null), 2, false);

        assertThat(FLIGHTS.line(cell))
                .isEqualTo(
                        "{\"metric\":\"departures\",\"window\":\"tumbling 1 h\","
                                + "\"window_start\":\"2001-01-01T00:00:00Z\","
                                + "\"window_end\":\"2001-01-01T00:00:00.001Z\","
                                + "\"origin\":\"JFK\",\"flights\":3,\"mean\":null,"
                                + "\"events\":3,\"revision\":2}");
    }

    @Test
    void aRetractionSaysSo() {
        var none = Collections.singletonList(null);

        assertThat(FLIGHTS.line(cell("total", List.of(), none, 1, true)))
                .endsWith("\"flights\":null,\"events\":3,\"revision\":1,\"retracted\":true}");
    }

    @Test
    void identityHoldsNothingButIdentity() {
        var first = cell("departures", List.of("JFK"), List.of(3L, 1.5), 0, false);
        var second = cell("departures", List.of("JFK"), Arrays.asList(null, null), 1, true);

        assertThat(FLIGHTS.identity(first))
                .isEqualTo(FLIGHTS.identity(second))
                .endsWith("\"origin\":\"JFK\"}")
                .isNotEqualTo(
                        FLIGHTS.identity(
                                cell(
                                        "departures",
                                        Collections.singletonList(null),
                                        List.of(),
                                        0,
                                        false)));
    }

    @Test
    void keysAndValuesAreObjectsOfTheirOwn() {
        var cell = cell("departures", List.of("J\"K"), List.of(3L, 0.1), 0, false);

        assertThat(FLIGHTS.keys(cell)).isEqualTo("{\"origin\":\"J\\\"K\"}");
        assertThat(FLIGHTS.values(cell)).isEqualTo("{\"flights\":3,\"mean\":0.1}");
        assertThat(FLIGHTS.keys(cell("total", List.of(), List.of(1L), 0, false))).isEqualTo("{}");
    }

    @Test
    void everyKindOfValueHasOneForm() throws Exception {
        assertThat(text(LocalDateTime.of(2001, 1, 1, 0, 0))).isEqualTo("\"2001-01-01T00:00:00\"");
        assertThat(text(Instant.ofEpochMilli(1))).isEqualTo("\"1970-01-01T00:00:00.001Z\"");
        assertThat(text(LocalDate.of(2001, 2, 3))).isEqualTo("\"2001-02-03\"");
        assertThat(text(LocalTime.NOON)).isEqualTo("\"12:00:00\"");
        assertThat(text(new BigDecimal("1E+3"))).isEqualTo("1000");
        assertThat(text(new BigDecimal("1.50"))).isEqualTo("1.50");
        assertThat(text(Double.NaN)).isEqualTo("\"NaN\"");
        assertThat(text(Double.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
        assertThat(text(-0.0)).isEqualTo("-0.0");
        assertThat(text(2e-3)).isEqualTo("0.002");
        assertThat(text(Double.parseDouble("2.0E23"))).isEqualTo("2.0E23");
        assertThat(text(true)).isEqualTo("true");
    }

    @Test
    void stringsReadBackAsTheyWere() throws Exception {
        var text = "\u0000\u001f\"\\\n\r\t/\u007f\u2028žlutý 🐎";

        assertThat(JSON.readTree(text(text)).textValue()).isEqualTo(text);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void doublesReadBackToTheSameBits(long seed) throws Exception {
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            JsonNode read = JSON.readTree(text(number));
            double back =
                    read.isTextual() ? Double.parseDouble(read.textValue()) : read.doubleValue();
            assertThat(Double.doubleToLongBits(back)).isEqualTo(Double.doubleToLongBits(number));
        }
    }

    @Test
    void aColumnNamedLikeAnotherIsRefused() {
        assertThatThrownBy(
                        () -> new CellJson(List.of(metric("m", List.of("events"), List.of("n")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("metric m has two columns named events")
                .hasMessageContaining("rename one");
    }

    @Test
    void aCellOfAnUnknownMetricIsAnError() {
        assertThatThrownBy(() -> FLIGHTS.line(cell("x", List.of(), List.of(), 0, false)))
                .hasMessageContaining("cell of metric x, known are");
    }

    private static String text(Object value) {
        var text = new StringBuilder();
        JsonText.append(value, text);
        return text.toString();
    }

    private static Cell cell(
            String metric, List<Object> keys, List<Object> values, int revision, boolean gone) {
        return new Cell(
                metric, "tumbling 1 h", START, START + 1, keys, values, 3, 9, revision, gone);
    }

    private static BoundMetric metric(String name, List<String> keys, List<String> aggregates) {
        return new BoundMetric(
                name,
                "",
                -1,
                keys.stream().map(key -> new KeyColumn(key, key, 3, ValueType.STRING)).toList(),
                aggregates.stream()
                        .map(
                                aggregate ->
                                        new NamedAggregator(
                                                new MetricDefinition.Aggregate(
                                                        aggregate, "none", List.of(), List.of()),
                                                null))
                        .toList(),
                List.of());
    }
}
