package org.tallystick.equality;

import java.time.Duration;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job under test with a source in front of it and its results kept behind it.
 *
 * @param <T> what comes in
 * @param <R> what comes out
 * @param topology between the two; what it has of operators with state should have uids
 * @param type of the events
 * @param time of an event, epoch ms
 * @param outOfOrderness how far watermarks stay behind the largest time seen
 */
record Job<T, R>(
        Function<DataStream<T>, DataStream<R>> topology,
        TypeInformation<T> type,
        EqualityKit.Time<T> time,
        Duration outOfOrderness) {

    /** Adds it to an environment, with the events and the failures of a script. */
    void define(StreamExecutionEnvironment env, Script<T, R> script) {
        long bound = outOfOrderness.toMillis();
        var extract = time;
        var watermarks =
                WatermarkStrategy.<T>forGenerator(any -> new BehindLargest<>(bound))
                        .withTimestampAssigner((event, any) -> extract.applyAsLong(event));
        var events =
                env.fromSource(new ScriptSource<>(script.name()), watermarks, "script", type)
                        .setParallelism(1)
                        .uid("script");
        var results = topology.apply(events);
        results.transform(
                        "results",
                        Types.VOID,
                        new CollectResults<>(script.name(), results.getType()))
                .setParallelism(1)
                .uid("results")
                .sinkTo(new DiscardingSink<>())
                .setParallelism(1)
                .uid("nowhere");
    }

    /** A watermark with every event, so that where it stands does not depend on timing. */
    private static final class BehindLargest<T> implements WatermarkGenerator<T> {
        private final long bound;
        private long largest = Long.MIN_VALUE;

        BehindLargest(long bound) {
            this.bound = bound;
        }

        @Override
        public void onEvent(T event, long time, WatermarkOutput output) {
            largest = Math.max(largest, time);
            output.emitWatermark(new Watermark(largest - bound - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Every event tells.
        }
    }
}
