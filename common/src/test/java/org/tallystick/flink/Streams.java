package org.tallystick.flink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.aggregate.Aggregates;
import org.tallystick.engine.assemble.Trial;
import org.tallystick.event.EventLayout;
import org.tallystick.event.TimeForm;
import org.tallystick.oracle.Measure;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.OracleWindow;
import org.tallystick.pipeline.AggregateExpression;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.KeyExpression;
import org.tallystick.pipeline.Metric;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.sql.Binding;
import org.tallystick.window.Windows;

/** A pipeline over the oracle's events, and these as rows. */
final class Streams {
    static final String METRIC = "m";
    static final long OUT_OF_ORDERNESS = Duration.ofHours(2).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();

    static final EventLayout LAYOUT =
            new EventLayout(
                    (RowType)
                            DataTypes.ROW(
                                            DataTypes.FIELD("k", DataTypes.STRING()),
                                            DataTypes.FIELD("n", DataTypes.BIGINT()),
                                            DataTypes.FIELD("d", DataTypes.DOUBLE()),
                                            DataTypes.FIELD("s", DataTypes.STRING()),
                                            DataTypes.FIELD("at", DataTypes.TIMESTAMP_LTZ(3)))
                                    .getLogicalType());

    static final List<OracleWindow> WINDOWS =
            List.of(
                    new OracleWindow.Tumbling("tumbling 1 h", HOUR, 0),
                    new OracleWindow.Sliding("sliding 3 h every 1 h", 3 * HOUR, HOUR, 0),
                    new OracleWindow.Cumulative("cumulative 6 h every 2 h", 6 * HOUR, 2 * HOUR, 0),
                    new OracleWindow.Session("session 1 h", HOUR));

    /** What the metric computes, in its order. */
    static final List<Measure> MEASURES =
            List.of(
                    Measure.COUNT_LONG,
                    Measure.SUM_LONG,
                    Measure.AVG_DOUBLE,
                    Measure.MAX_TEXT,
                    Measure.LAST_DOUBLE,
                    Measure.DISTINCT_TEXT);

    private static final List<AggregateExpression> AGGREGATES =
            List.of(
                    aggregate("count", "n"),
                    aggregate("sum", "n"),
                    aggregate("avg", "d"),
                    aggregate("max", "s"),
                    aggregate("last", "d"),
                    aggregate("count_distinct", "s"));

    private Streams() {}

    private static AggregateExpression aggregate(String function, String argument) {
        return new AggregateExpression(function + "_" + argument, function, List.of(argument));
    }

    static Events events(long allowed, Optional<Duration> deduplicate) {
        var second = Duration.ofSeconds(1);
        return new Events(
                "{}",
                "at",
                TimeForm.STANDARD,
                List.of("s"),
                Duration.ofMillis(OUT_OF_ORDERNESS),
                second,
                Optional.empty(),
                Duration.ofMillis(allowed),
                deduplicate,
                second,
                1_000);
    }

    static Binding binding(Events events) {
        var source = new SourceSpec.Files("in", Optional.empty(), "json", Map.of());
        var metric =
                new Metric(
                        METRIC,
                        Optional.empty(),
                        List.of(new KeyExpression("k", "k")),
                        WINDOWS.stream().map(each -> Windows.parse(each.text())).toList(),
                        AGGREGATES);
        var pipeline =
                new Pipeline("p", events, source, Optional.empty(), List.of(metric), List.of());
        return Binding.of(
                        pipeline,
                        LAYOUT,
                        Aggregates::create,
                        problem -> {
                            throw new IllegalArgumentException(problem.toString());
                        })
                .orElseThrow();
    }

    /** Rows of all partitions; those of one are in order, the rest is chance. */
    static List<RowData> rows(Trial trial, long seed) {
        var random = new Random(seed);
        var rows = new ArrayList<RowData>();
        int[] read = new int[trial.partitions().size()];
        for (int left = trial.events().size(); left > 0; ) {
            int partition = random.nextInt(read.length);
            var events = trial.partitions().get(partition);
            for (int n = random.nextInt(20); n > 0 && read[partition] < events.size(); n--) {
                rows.add(row(events.get(read[partition]++)));
                left--;
            }
        }
        return rows;
    }

    static RowData row(OracleEvent event) {
        return GenericRowData.of(
                StringData.fromString(event.key()),
                event.longValue(),
                event.doubleValue(),
                StringData.fromString(event.text()),
                TimestampData.fromEpochMillis(event.time()),
                StringData.fromString("topic"),
                event.partition(),
                event.offset(),
                event.clock().isPresent() ? (Long) event.clock().getAsLong() : null,
                0L,
                event.time(),
                event.identity(),
                null,
                null,
                null,
                null,
                null);
    }

    /** The minimum of all partitions' clocks, less out-of-orderness. */
    static final class Clocks implements WatermarkGenerator<RowData> {
        private final long[] clocks;

        Clocks(int partitions) {
            clocks = new long[partitions];
            Arrays.fill(clocks, Long.MIN_VALUE);
        }

        @Override
        public void onEvent(RowData row, long timestamp, WatermarkOutput output) {
            int partition = row.getInt(LAYOUT.partition());
            clocks[partition] = Math.max(clocks[partition], row.getLong(LAYOUT.time()));
            long lowest = Arrays.stream(clocks).min().orElseThrow();
            if (lowest > Long.MIN_VALUE) {
                output.emitWatermark(new Watermark(lowest - OUT_OF_ORDERNESS - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Every event tells.
        }
    }
}
