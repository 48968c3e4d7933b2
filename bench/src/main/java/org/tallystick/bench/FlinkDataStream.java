package org.tallystick.bench;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;

/** Flink's DataStream API with its built-in windows, as its documentation shows them. */
final class FlinkDataStream implements Peer {
    @Override
    public void run(Setup setup) throws Exception {
        var env = FlinkRuntime.streaming(setup);
        var query = setup.query();
        var watermarks =
                WatermarkStrategy.<Click>forBoundedOutOfOrderness(
                                Duration.ofMillis(Clicks.OUT_OF_ORDER_MILLIS))
                        .withTimestampAssigner((click, timestamp) -> click.time);
        var clicks = env.fromSource(source(setup), watermarks, "clicks").uid("clicks");
        int number = 0;
        for (Query.Window window : query.windows()) {
            number++;
            add(clicks, window, query, "windows-" + number);
        }
        env.execute(query.name());
    }

    private static KafkaSource<Click> source(Setup setup) {
        return KafkaSource.<Click>builder()
                .setProperties(setup.consumer())
                .setTopics(setup.topic())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setValueOnlyDeserializer(new ClickJson(setup.query().key()))
                .build();
    }

    private static void add(
            DataStream<Click> clicks, Query.Window window, Query query, String uid) {
        clicks.keyBy(click -> click.key)
                .window(assigner(window))
                .aggregate(new Sums(), new Emit(query, window instanceof Query.Session))
                .uid(uid)
                .sinkTo(new DiscardingSink<>())
                .uid(uid + "-sink");
    }

    private static WindowAssigner<Object, TimeWindow> assigner(Query.Window window) {
        if (window instanceof Query.Tumbling tumbling) {
            return TumblingEventTimeWindows.of(Duration.ofMillis(tumbling.size()));
        }
        if (window instanceof Query.Sliding sliding) {
            return SlidingEventTimeWindows.of(
                    Duration.ofMillis(sliding.size()), Duration.ofMillis(sliding.slide()));
        }
        var session = (Query.Session) window;
        return EventTimeSessionWindows.withGap(Duration.ofMillis(session.gap()));
    }

    private static final class ClickJson extends AbstractDeserializationSchema<Click> {
        private final String key;

        ClickJson(String key) {
            this.key = key;
        }

        @Override
        public Click deserialize(byte[] message) throws java.io.IOException {
            return Click.parse(message, key);
        }
    }

    /** All that any of the queries asks for. */
    public static final class Sum implements Serializable {
        public long count;
        public double sum;
        public double min = Double.POSITIVE_INFINITY;
        public double max = Double.NEGATIVE_INFINITY;
    }

    private static final class Sums implements AggregateFunction<Click, Sum, Sum> {
        @Override
        public Sum createAccumulator() {
            return new Sum();
        }

        @Override
        public Sum add(Click click, Sum sum) {
            sum.count++;
            sum.sum += click.amount;
            sum.min = Math.min(sum.min, click.amount);
            sum.max = Math.max(sum.max, click.amount);
            return sum;
        }

        @Override
        public Sum getResult(Sum sum) {
            return sum;
        }

        @Override
        public Sum merge(Sum one, Sum other) {
            one.count += other.count;
            one.sum += other.sum;
            one.min = Math.min(one.min, other.min);
            one.max = Math.max(one.max, other.max);
            return one;
        }
    }

    private static final class Emit extends ProcessWindowFunction<Sum, Long, String, TimeWindow> {
        private final Query query;
        private final boolean session;
        private transient ResultDigest digest;

        Emit(Query query, boolean session) {
            this.query = query;
            this.session = session;
        }

        @Override
        public void open(org.apache.flink.api.common.functions.OpenContext context) {
            digest = new ResultDigest();
        }

        @Override
        public void process(String key, Context context, Iterable<Sum> sums, Collector<Long> out) {
            var sum = sums.iterator().next();
            var window = context.window();
            long size = session ? 0 : window.getEnd() - window.getStart();
            boolean hasMin = query.aggregates().contains("min");
            if (query.aggregates().contains("max")) {
                double min = hasMin ? sum.min : 0;
                digest.add(key, size, window.getEnd(), sum.count, sum.sum, min, sum.max);
            } else {
                digest.add(key, size, window.getEnd(), sum.count, sum.sum);
            }
        }

        @Override
        public void close() {
            digest.close();
        }
    }
}
