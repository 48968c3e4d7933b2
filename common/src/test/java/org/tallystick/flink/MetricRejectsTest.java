package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.aggregate.Aggregates;
import org.tallystick.engine.Cell;
import org.tallystick.pipeline.AggregateExpression;
import org.tallystick.pipeline.KeyExpression;
import org.tallystick.pipeline.Metric;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.sql.Binding;
import org.tallystick.sql.MetricReject;
import org.tallystick.window.Windows;

/** Events on which filters, keys and arguments fail, through the whole topology. */
class MetricRejectsTest {
    private static final int EVENTS = 500;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    /** What the source reads; static as it runs in this very process. */
    private static List<RowData> rows = List.of();

    private record Event(String word, long number) {

        boolean isNumber() {
            return !word.equals("x");
        }
    }

    /** Cells by metric and key, each with its count of events and its sum; rejects by metric. */
    private record Outcome(Map<String, List<Long>> cells, Map<String, Long> rejects) {

        void add(String metric, String key, long number) {
            cells.merge(
                    metric + " " + key,
                    List.of(1L, number),
                    (a, b) -> List.of(a.get(0) + b.get(0), a.get(1) + b.get(1)));
        }

        void reject(String metric) {
            rejects.merge(metric, 1L, Long::sum);
        }

        void put(Cell cell) {
            long sum = ((BigDecimal) cell.values().get(0)).longValueExact();
            cells.put(cell.metric() + " " + cell.keys().get(0), List.of(cell.events(), sum));
        }

        void put(MetricReject reject) {
            reject(reject.metric());
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 3);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyMetricHasTheEventsThatItCanTakeLiveAndInBatch(long seed) throws Exception {
        var random = new Random(seed);
        var events = new ArrayList<Event>();
        for (int i = 0; i < EVENTS; i++) {
            var word = random.nextInt(3) == 0 ? "x" : Integer.toString(random.nextInt(4));
            events.add(new Event(word, random.nextInt(3) - 1L));
        }
        var binding = binding(false);

        assertThat(run(events, binding, RuntimeExecutionMode.STREAMING)).isEqualTo(oracle(events));
        assertThat(run(events, binding, RuntimeExecutionMode.BATCH)).isEqualTo(oracle(events));
    }

    @Test
    void aMetricMayAskForTheJobToFail() {
        var events = List.of(new Event("1", 1), new Event("x", 1));

        assertThatThrownBy(() -> run(events, binding(true), RuntimeExecutionMode.STREAMING))
                .hasStackTraceContaining(
                        "metric filtered: filter CAST(k AS INT) > 1: For input string: 'x'. Invalid"
                                + " character found. (topic, partition 0, offset 1)");
    }

    private static Outcome oracle(List<Event> events) {
        var outcome = new Outcome(new TreeMap<>(), new TreeMap<>());
        for (var event : events) {
            outcome.add("plain", event.word(), event.number());
            if (!event.isNumber()) {
                outcome.reject("filtered");
                outcome.reject("keyed");
            } else {
                int word = Integer.parseInt(event.word());
                if (word > 1) {
                    outcome.add("filtered", event.word(), event.number());
                }
                outcome.add("keyed", String.valueOf((long) word), event.number());
            }
            if (event.number() == 0) {
                outcome.reject("divided");
            } else {
                outcome.add("divided", event.word(), 10 / event.number());
                outcome.add("guarded", event.word(), 10 / event.number());
            }
        }
        return outcome;
    }

    private static Binding binding(boolean failsJob) {
        var events = Streams.events(0, Optional.empty());
        var source = new SourceSpec.Files("in", Optional.empty(), "json", Map.of());
        var metrics =
                List.of(
                        metric("plain", null, "k", "n", false),
                        metric("filtered", "CAST(k AS INT) > 1", "k", "n", failsJob),
                        metric("keyed", null, "CAST(k AS BIGINT)", "n", false),
                        metric("divided", null, "k", "10 / n", false),
                        metric("guarded", "n <> 0", "k", "10 / n", false));
        var pipeline = new Pipeline("p", events, source, Optional.empty(), metrics, List.of());
        return Binding.of(
                        pipeline,
                        Streams.LAYOUT,
                        Aggregates::create,
                        problem -> {
                            throw new IllegalArgumentException(problem.toString());
                        })
                .orElseThrow();
    }

    private static Metric metric(
            String name, String filter, String key, String argument, boolean failsJob) {
        return new Metric(
                name,
                Optional.ofNullable(filter),
                List.of(new KeyExpression("k", key)),
                List.of(Windows.parse("tumbling 1 h")),
                List.of(new AggregateExpression("sum", "sum", List.of(argument))),
                failsJob);
    }

    private static Outcome run(List<Event> events, Binding binding, RuntimeExecutionMode mode)
            throws Exception {
        rows = rows(events);
        var settings = new Configuration();
        settings.setString("execution.runtime-mode", mode.name());
        settings.setString("parallelism.default", "2");
        settings.setString("pipeline.generic-types", "false");
        settings.setString("pipeline.auto-generate-uids", "false");
        settings.setString("restart-strategy.type", "fixed-delay");
        var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        var type = InternalTypeInfo.of(Streams.LAYOUT.rowType());
        var source =
                new DataGeneratorSource<RowData>(
                        index -> rows.get(index.intValue()), rows.size(), type);
        var received =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "source", type)
                        .setParallelism(1)
                        .uid("source");
        var run =
                mode == RuntimeExecutionMode.BATCH
                        ? RunSettings.complete()
                        : RunSettings.live(Streams.events(0, Optional.empty()));
        var streams = MetricStreams.of(received, binding, run);
        var cells = streams.cells().collectAsync();
        var rejects = streams.rejects().collectAsync();
        env.execute();
        var outcome = new Outcome(new TreeMap<>(), new TreeMap<>());
        cells.forEachRemaining(outcome::put);
        rejects.forEachRemaining(outcome::put);
        return outcome;
    }

    private static List<RowData> rows(List<Event> events) {
        var rows = new ArrayList<RowData>();
        for (var event : events) {
            var row = new GenericRowData(Streams.LAYOUT.width());
            long time = Duration.ofMinutes(1).toMillis();
            row.setField(0, StringData.fromString(event.word()));
            row.setField(1, event.number());
            row.setField(4, TimestampData.fromEpochMillis(time));
            row.setField(Streams.LAYOUT.topic(), StringData.fromString("topic"));
            row.setField(Streams.LAYOUT.partition(), 0);
            row.setField(Streams.LAYOUT.offset(), (long) rows.size());
            row.setField(Streams.LAYOUT.ingestedAt(), 0L);
            row.setField(Streams.LAYOUT.time(), time);
            row.setField(Streams.LAYOUT.identity(), (long) rows.size());
            rows.add(row);
        }
        return rows;
    }
}
