package org.tallystick.jobs.sink.jms;

import java.util.Optional;
import org.tallystick.jobs.jms.JmsWords;
import org.tallystick.jobs.tls.TlsWords;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.Shape;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** Queues and topics of ActiveMQ as a sink. */
final class JmsSinkWords implements SinkWords {
    private static final Key<String> QUEUE =
            Key.of("queue", Kinds.TEXT, "The queue that results are sent to");

    private static final Key<String> TOPIC =
            Key.of("topic", Kinds.TEXT, "In place of 'queue': the topic");

    private static final Shape SHAPE =
            Shape.of(
                            "Queues and topics of ActiveMQ: a message for each version of a cell",
                            JmsWords.URL,
                            JmsWords.USER,
                            JmsWords.PASSWORD,
                            TlsWords.TRUSTSTORE,
                            TlsWords.TRUSTSTORE_PASSWORD,
                            TlsWords.KEYSTORE,
                            TlsWords.KEYSTORE_PASSWORD,
                            QUEUE,
                            TOPIC)
                    .withOneOf(QUEUE, TOPIC);

    @Override
    public String connector() {
        return "jms";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SinkSpec> read(Section section, Around around) {
        return JmsWords.read(section, QUEUE, TOPIC, around.folder()).map(JmsSink::new);
    }
}
