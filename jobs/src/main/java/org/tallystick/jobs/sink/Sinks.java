package org.tallystick.jobs.sink;

import static org.tallystick.flink.Operators.named;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.ExecutionOptions;
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
import org.tallystick.flink.CellType;
import org.tallystick.json.CellJson;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkTarget;

/**
 * Publishes cells where a pipeline says.
 *
 * <p>All versions of a cell must come in their order through one subtask: so the sinks take the
 * parallelism of the cells and no shuffle stands before them.
 */
public final class Sinks {
    /** The longest transaction that a broker allows unless it was told otherwise. */
    private static final int TRANSACTION_MILLIS = 900_000;

    /** The producer's default of {@code max.request.size}. */
    private static final long LARGEST_REQUEST = 1_048_576;

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
        return spec.match(
                new Making<>(
                        cells,
                        metrics,
                        new CellJson(metrics),
                        run,
                        uid,
                        (fitting, sink) -> fitting.sinkTo(sink).uid(uid).name(uid)));
    }

    /**
     * The same in a batch job, and something to wait for: a stream without records, which ends when
     * the sink has taken and committed all.
     */
    public static DataStream<?> writeToEnd(
            DataStream<Cell> cells,
            SinkSpec spec,
            List<BoundMetric> metrics,
            String run,
            String uid) {
        return spec.match(
                new Making<DataStream<?>>(
                        cells,
                        metrics,
                        new CellJson(metrics),
                        run,
                        uid,
                        (fitting, sink) -> AwaitedSink.of(fitting, sink, uid)));
    }

    /**
     * Why nobody answers where a sink of a database would write to, in one line; empty where
     * someone does, and for other sinks.
     */
    public static Optional<String> unanswered(SinkSpec.Jdbc spec) {
        return JdbcConnection.to(spec.url(), spec.properties()).unanswered();
    }

    /** How a sink becomes a part of the job. */
    @FunctionalInterface
    private interface Adding<T> {
        T add(DataStream<Cell> cells, Sink<Cell> sink);
    }

    /** How each kind of sink is made. */
    private record Making<T>(
            DataStream<Cell> cells,
            List<BoundMetric> metrics,
            CellJson json,
            String run,
            String uid,
            Adding<T> adding)
            implements SinkSpec.Cases<T> {

        @Override
        public T kafka(SinkSpec.Kafka spec) {
            var sink = Sinks.kafka(spec, json, guarantee(spec), "tallystick-" + run + "-" + uid);
            var rejected = rejected(spec.rejectedCells(), spec.target());
            var fitting = new FittingCells(json, rejected, largestRequest(spec));
            var name = uid + "-fitting";
            return adding.add(named(name, cells.transform(name, CellType.INSTANCE, fitting)), sink);
        }

        /**
         * A batch job would keep one transaction open for as long as it runs, and leave it behind
         * where it is killed. What it writes are corrections, which may come twice.
         */
        private DeliveryGuarantee guarantee(SinkSpec.Kafka spec) {
            var mode =
                    cells.getExecutionEnvironment()
                            .getConfiguration()
                            .get(ExecutionOptions.RUNTIME_MODE);
            return spec.transactional() && mode != RuntimeExecutionMode.BATCH
                    ? DeliveryGuarantee.EXACTLY_ONCE
                    : DeliveryGuarantee.AT_LEAST_ONCE;
        }

        @Override
        public T jdbc(SinkSpec.Jdbc spec) {
            var sink = JdbcSink.of(spec, metrics, rejected(spec.rejectedCells(), spec.target()));
            sink.prepareAhead();
            return adding.add(cells, sink);
        }

        @Override
        public T files(SinkSpec.Files spec) {
            return adding.add(cells, Sinks.files(spec, json, run));
        }

        @Override
        public T print(SinkSpec.Print spec) {
            return adding.add(cells, new PrintSink(json));
        }

        private RejectedFolder rejected(String path, SinkTarget target) {
            var sink = target.connector() + " " + target.name();
            return new RejectedFolder(folder(path).toString(), run + "-" + uid, sink);
        }
    }

    private static Sink<Cell> kafka(
            SinkSpec.Kafka spec, CellJson json, DeliveryGuarantee guarantee, String transactions) {
        var properties = new Properties();
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        properties.putAll(spec.properties());
        return KafkaSink.<Cell>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(bootstrap(spec))
                .setRecordSerializer(new KafkaCells(spec.topic(), json))
                .setDeliveryGuarantee(guarantee)
                .setTransactionalIdPrefix(transactions)
                .build();
    }

    private static long largestRequest(SinkSpec.Kafka spec) {
        var given = spec.properties().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return given == null ? LARGEST_REQUEST : Long.parseLong(given.strip());
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
    static org.apache.flink.core.fs.Path folder(String path) {
        var uri = new org.apache.flink.core.fs.Path(path).toUri();
        boolean local = uri.getScheme() == null || uri.getScheme().equals("file");
        return new org.apache.flink.core.fs.Path(
                local ? Path.of(uri.getPath()).toAbsolutePath().toUri() : uri);
    }
}
