package org.tallystick.jobs.sink.kafka;

import static org.tallystick.flink.Operators.named;

import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.acl.AclOperation;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkUse;
import org.tallystick.jobs.trial.KafkaServers;
import org.tallystick.jobs.trial.KafkaTrial;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.SinkSpec;

/**
 * A topic of cells.
 *
 * <p>Of two jobs of one name, a transactional one lets only the younger go on.
 */
record CellTopic(SinkSpec.Kafka spec) implements ConnectedSink {
    /** The longest transaction that a broker allows unless it was told otherwise. */
    private static final int TRANSACTION_MILLIS = 900_000;

    /** The producer's default of {@code max.request.size}. */
    private static final long LARGEST_REQUEST = 1_048_576;

    @Override
    public Sink<Cell> sink(SinkUse use) {
        var properties = new Properties();
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        properties.putAll(spec.properties());
        return KafkaSink.<Cell>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(bootstrap())
                .setRecordSerializer(new KafkaCells(spec.topic(), use.json()))
                .setDeliveryGuarantee(guarantee(use))
                .setTransactionalIdPrefix("tallystick-" + use.run() + "-" + use.uid())
                .build();
    }

    /**
     * A batch job would keep one transaction open for as long as it runs, and leave it behind where
     * it is killed. What it writes are corrections, which may come twice.
     */
    private DeliveryGuarantee guarantee(SinkUse use) {
        return spec.transactional() && !use.batch()
                ? DeliveryGuarantee.EXACTLY_ONCE
                : DeliveryGuarantee.AT_LEAST_ONCE;
    }

    private String bootstrap() {
        var servers = spec.properties().get(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (servers == null) {
            throw new IllegalArgumentException(
                    "kafka sink on topic %s: properties lack %s"
                            .formatted(spec.topic(), ProducerConfig.BOOTSTRAP_SERVERS_CONFIG));
        }
        return servers;
    }

    /** Those of which a producer can make a record. */
    @Override
    public DataStream<Cell> fitting(DataStream<Cell> cells, SinkUse use) {
        var rejected = use.rejected(spec.rejectedCells(), spec.target());
        var fitting = new FittingCells(use.json(), rejected, largestRequest());
        var name = use.uid() + "-fitting";
        return named(name, cells.transform(name, CellType.INSTANCE, fitting));
    }

    private long largestRequest() {
        var given = spec.properties().get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG);
        return given == null ? LARGEST_REQUEST : Long.parseLong(given.strip());
    }

    @Override
    public List<Trial> trials(List<BoundMetric> metrics) {
        return List.of(
                Trial.of(
                        "sink " + spec,
                        () -> {
                            try (var kafka = new KafkaTrial(spec.properties())) {
                                return kafka.look(List.of(spec.topic()), AclOperation.WRITE);
                            }
                        }));
    }

    @Override
    public Optional<String> unanswered() throws InterruptedException {
        return KafkaServers.unanswered(spec.properties())
                .map(line -> "sink %s: %s".formatted(spec.topic(), line));
    }

    @Override
    public boolean isPatient() {
        return true;
    }
}
