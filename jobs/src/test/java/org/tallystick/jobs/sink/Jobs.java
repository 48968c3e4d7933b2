package org.tallystick.jobs.sink;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Jobs as they run in production: no Kryo, no anonymous operator; and one failure on demand. */
public final class Jobs {
    private Jobs() {}

    public static MiniClusterResourceConfiguration cluster() {
        return new MiniClusterResourceConfiguration.Builder()
                .setNumberTaskManagers(1)
                .setNumberSlotsPerTaskManager(2)
                .build();
    }

    /** An environment that checkpoints all the time and restarts once. */
    public static StreamExecutionEnvironment streaming() {
        var env = environment();
        env.enableCheckpointing(100);
        return env;
    }

    public static StreamExecutionEnvironment batch() {
        var env = environment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        return env;
    }

    private static StreamExecutionEnvironment environment() {
        var settings = new Configuration();
        settings.setString("pipeline.generic-types", "false");
        settings.setString("pipeline.auto-generate-uids", "false");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "1");
        settings.setString("restart-strategy.fixed-delay.delay", "0 s");
        var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        env.setParallelism(2);
        return env;
    }

    /** {@code count} records, so many of them a checkpoint in a streaming job. */
    public static <T> DataStream<T> records(
            StreamExecutionEnvironment env,
            long count,
            int eachCheckpoint,
            GeneratorFunction<Long, T> record,
            TypeInformation<T> type) {
        var source =
                new DataGeneratorSource<>(
                        record, count, RateLimiterStrategy.perCheckpoint(eachCheckpoint), type);
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "records").uid("records");
    }

    /** All records, in a batch job. */
    public static <T> DataStream<T> records(
            StreamExecutionEnvironment env,
            long count,
            GeneratorFunction<Long, T> record,
            TypeInformation<T> type) {
        var source = new DataGeneratorSource<>(record, count, type);
        return env.fromSource(source, WatermarkStrategy.noWatermarks(), "records").uid("records");
    }

    /** Lets records through, and fails once: some records after its second checkpoint. */
    public static final class FailOnce<T> implements MapFunction<T, T>, CheckpointListener {
        private static final ConcurrentHashMap<String, AtomicInteger> FAILURES =
                new ConcurrentHashMap<>();

        private final String test;
        private int checkpoints;
        private int since;

        /**
         * @param test whose failure it is
         */
        public FailOnce(String test) {
            this.test = test;
        }

        /** How often the job of this test failed. */
        public static int failures(String test) {
            return FAILURES.getOrDefault(test, new AtomicInteger()).get();
        }

        @Override
        public T map(T record) {
            since += checkpoints >= 2 ? 1 : 0;
            var failures = FAILURES.computeIfAbsent(test, name -> new AtomicInteger());
            if (since == 3 && failures.compareAndSet(0, 1)) {
                throw new IllegalStateException("fails once, as the test wants");
            }
            return record;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            checkpoints++;
        }
    }
}
