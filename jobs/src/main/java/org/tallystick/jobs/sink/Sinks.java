package org.tallystick.jobs.sink;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import org.apache.flink.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.json.CellJson;
import org.tallystick.pipeline.SinkSpec;

/**
 * Publishes cells where a pipeline says.
 *
 * <p>All versions of a cell must come in their order through one subtask: so the sinks take the
 * parallelism of the cells and no shuffle stands before them.
 */
public final class Sinks {
    /** The longest transaction that a broker allows unless it was told otherwise. */
    private static final int TRANSACTION_MILLIS = 900_000;

    private Sinks() {}

    /**
     * Writes {@code cells} to one sink.
     *
     * <p>{@code run} names who writes: the same at every restart of a job, another for every job
     * that may run beside it. Of two jobs of one name, a transactional Kafka sink lets only the
     * younger go on.
     *
     * @param metrics the layouts of all metrics that cells may be of
     * @param run pipeline and kind of run, such as {@code flights-live}; letters, digits, dashes
     * @param uid address of the sink's state in savepoints
     * @throws IllegalArgumentException where the sink cannot be made of what was specified
     */
    public static DataStreamSink<Cell> write(
            DataStream<Cell> cells,
            SinkSpec spec,
            List<BoundMetric> metrics,
            String run,
            String uid) {
        var sink = spec.match(new Making(metrics, new CellJson(metrics), run, uid));
        return cells.sinkTo(sink).uid(uid).name(uid);
    }

    /**
     * Why nobody answers where a sink of a database would write to, in one line; empty where
     * someone does, and for other sinks.
     */
    public static Optional<String> unanswered(SinkSpec.Jdbc spec) {
        return JdbcConnection.to(spec.url(), spec.properties()).unanswered();
    }

    /** How each kind of sink is made. */
    private record Making(List<BoundMetric> metrics, CellJson json, String run, String uid)
            implements SinkSpec.Cases<Sink<Cell>> {

        @Override
        public Sink<Cell> kafka(SinkSpec.Kafka spec) {
            return Sinks.kafka(spec, json, "tallystick-" + run + "-" + uid);
        }

        @Override
        public Sink<Cell> jdbc(SinkSpec.Jdbc spec) {
            var sink = JdbcSink.of(spec, metrics);
            sink.prepareAhead();
            return sink;
        }

        @Override
        public Sink<Cell> files(SinkSpec.Files spec) {
            return Sinks.files(spec, json, run);
        }

        @Override
        public Sink<Cell> print(SinkSpec.Print spec) {
            return new PrintSink(json);
        }
    }

    private static Sink<Cell> kafka(SinkSpec.Kafka spec, CellJson json, String transactions) {
        var properties = new Properties();
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        properties.putAll(spec.properties());
        return KafkaSink.<Cell>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(bootstrap(spec))
                .setRecordSerializer(new KafkaCells(spec.topic(), json))
                .setDeliveryGuarantee(
                        spec.transactional()
                                ? DeliveryGuarantee.EXACTLY_ONCE
                                : DeliveryGuarantee.AT_LEAST_ONCE)
                .setTransactionalIdPrefix(transactions)
                .build();
    }

    private static String bootstrap(SinkSpec.Kafka spec) {
        var servers = spec.properties().get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (servers == null) {
            throw new IllegalArgumentException(
                    "kafka sink on topic %s: properties lack %s"
                            .formatted(spec.topic(), ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
        }
        return servers;
    }

    /** Files appear whole, at the checkpoint; their names cannot meet, whoever writes. */
    private static Sink<Cell> files(SinkSpec.Files spec, CellJson json, String run) {
        return FileSink.forRowFormat(folder(spec.path()), new CellLines(json))
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .withRollingPolicy(OnCheckpointRollingPolicy.build())
                .withOutputFileConfig(
                        OutputFileConfig.builder()
                                .withPartPrefix(run)
                                .withPartSuffix(".jsonl")
                                .build())
                .build();
    }

    /** A relative path is relative to where the job was started, not to where a task runs. */
    private static org.apache.flink.core.fs.Path folder(String path) {
        var uri = new org.apache.flink.core.fs.Path(path).toUri();
        boolean local = uri.getScheme() == null || uri.getScheme().equals("file");
        return new org.apache.flink.core.fs.Path(
                local ? Path.of(uri.getPath()).toAbsolutePath().toUri() : uri);
    }
}
