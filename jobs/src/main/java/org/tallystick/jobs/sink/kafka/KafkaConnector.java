package org.tallystick.jobs.sink.kafka;

import java.util.Optional;
import org.tallystick.jobs.sink.connector.ConnectedSink;
import org.tallystick.jobs.sink.connector.SinkConnector;
import org.tallystick.pipeline.KafkaSinkWords;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** Kafka topics, written by Flink's connector. */
public final class KafkaConnector implements SinkConnector {

    @Override
    public SinkWords words() {
        return new KafkaSinkWords();
    }

    @Override
    public Optional<ConnectedSink> connect(SinkSpec spec) {
        return spec instanceof SinkSpec.Kafka kafka
                ? Optional.of(new CellTopic(kafka))
                : Optional.empty();
    }
}
