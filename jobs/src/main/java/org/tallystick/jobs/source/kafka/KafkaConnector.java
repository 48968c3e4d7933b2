package org.tallystick.jobs.source.kafka;

import java.util.Optional;
import org.tallystick.jobs.source.connector.ConnectedSource;
import org.tallystick.jobs.source.connector.SourceConnector;
import org.tallystick.pipeline.KafkaSourceWords;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceWords;

/** Kafka topics, read by Flink's connector. */
public final class KafkaConnector implements SourceConnector {

    @Override
    public SourceWords words() {
        return new KafkaSourceWords();
    }

    @Override
    public Optional<ConnectedSource> connect(SourceSpec spec) {
        return spec instanceof SourceSpec.Kafka kafka
                ? Optional.of(new Topics(kafka))
                : Optional.empty();
    }
}
