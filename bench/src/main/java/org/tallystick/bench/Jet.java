package org.tallystick.bench;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.function.FunctionEx;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.BatchSource;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.SinkBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder;
import com.hazelcast.jet.pipeline.SourceBuilder.SourceBuffer;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Hazelcast Jet on one member. It does less than the others: its source here saves no offsets, and
 * within one member nothing is serialized between steps.
 */
final class Jet implements Peer {
    /** Partitions mix on the way to their watermark: with less, Jet drops events as late. */
    private static final long LAG_MILLIS = 600_000;

    @Override
    public void run(Setup setup) {
        var config = new Config();
        config.getJetConfig().setEnabled(true).setCooperativeThreadCount(setup.parallelism());
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        config.getNetworkConfig().setPublicAddress("127.0.0.1:5701");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "slf4j");
        var hazelcast = Hazelcast.newHazelcastInstance(config);
        try {
            var job =
                    new JobConfig()
                            .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
                            .setSnapshotIntervalMillis(10_000);
            hazelcast.getJet().newJob(pipeline(setup), job).join();
        } finally {
            hazelcast.shutdown();
        }
    }

    private static Pipeline pipeline(Setup setup) {
        var pipeline = Pipeline.create();
        StreamStage<Click> clicks =
                pipeline.readFrom(source(setup)).addTimestamps(click -> click.time, LAG_MILLIS);
        var query = setup.query();
        for (Query.Window window : query.windows()) {
            clicks.groupingKey((FunctionEx<Click, String>) click -> click.key)
                    .window(definition(window))
                    .aggregate(sums())
                    .writeTo(sink(query, window instanceof Query.Session));
        }
        return pipeline;
    }

    private static WindowDefinition definition(Query.Window window) {
        if (window instanceof Query.Tumbling tumbling) {
            return WindowDefinition.tumbling(tumbling.size());
        }
        if (window instanceof Query.Sliding sliding) {
            return WindowDefinition.sliding(sliding.size(), sliding.slide());
        }
        // Jet ends a session after a pause of just the gap, the others after a longer one.
        return WindowDefinition.session(((Query.Session) window).gap() + 1);
    }

    private static BatchSource<Click> source(Setup setup) {
        var properties = setup.consumer();
        var topic = setup.topic();
        var key = setup.query().key();
        return SourceBuilder.batch(
                        "clicks",
                        context ->
                                new Reader(
                                        properties,
                                        topic,
                                        key,
                                        context.globalProcessorIndex(),
                                        context.totalParallelism()))
                .fillBufferFn(Reader::fill)
                .destroyFn(Reader::close)
                .distributed(setup.parallelism())
                .build();
    }

    private static Sink<KeyedWindowResult<String, Sum>> sink(Query query, boolean session) {
        boolean min = query.aggregates().contains("min");
        boolean max = query.aggregates().contains("max");
        return SinkBuilder.sinkBuilder("digest", context -> new ResultDigest())
                .<KeyedWindowResult<String, Sum>>receiveFn(
                        (digest, result) -> {
                            var sum = result.result();
                            long size = session ? 0 : result.end() - result.start();
                            long end = session ? result.end() - 1 : result.end();
                            if (max) {
                                double least = min ? sum.min : 0;
                                digest.add(
                                        result.key(),
                                        size,
                                        end,
                                        sum.count,
                                        sum.sum,
                                        least,
                                        sum.max);
                            } else {
                                digest.add(result.key(), size, end, sum.count, sum.sum);
                            }
                        })
                .destroyFn(ResultDigest::close)
                .preferredLocalParallelism(1)
                .build();
    }

    /** All that any of the queries asks for. */
    private static final class Sum implements Serializable {
        private long count;
        private double sum;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
    }

    private static AggregateOperation1<Click, Sum, Sum> sums() {
        return com.hazelcast.jet.aggregate.AggregateOperation.withCreate(Sum::new)
                .andAccumulate(
                        (Sum sum, Click click) -> {
                            sum.count++;
                            sum.sum += click.amount;
                            sum.min = Math.min(sum.min, click.amount);
                            sum.max = Math.max(sum.max, click.amount);
                        })
                .andCombine(
                        (one, other) -> {
                            one.count += other.count;
                            one.sum += other.sum;
                            one.min = Math.min(one.min, other.min);
                            one.max = Math.max(one.max, other.max);
                        })
                .andExportFinish(Jet::copy);
    }

    private static Sum copy(Sum sum) {
        var copy = new Sum();
        copy.count = sum.count;
        copy.sum = sum.sum;
        copy.min = sum.min;
        copy.max = sum.max;
        return copy;
    }

    /** Reads every {@code readers}-th partition from its beginning to what is its end now. */
    private static final class Reader {
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final String key;
        private long left;

        Reader(Properties properties, String topic, String key, int reader, int readers) {
            this.key = key;
            consumer =
                    new KafkaConsumer<>(
                            properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            List<TopicPartition> mine = new ArrayList<>();
            for (int partition = reader; partition < Setup.PARTITIONS; partition += readers) {
                mine.add(new TopicPartition(topic, partition));
            }
            consumer.assign(mine);
            consumer.seekToBeginning(mine);
            left = consumer.endOffsets(mine).values().stream().mapToLong(Long::longValue).sum();
        }

        void fill(SourceBuffer<Click> buffer) throws Exception {
            var records = consumer.poll(Duration.ofMillis(50));
            for (var record : records) {
                buffer.add(Click.parse(record.value(), key));
            }
            left -= records.count();
            if (left <= 0) {
                buffer.close();
            }
        }

        void close() {
            consumer.close();
        }
    }
}
