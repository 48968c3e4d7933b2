package org.tallystick.jobs.sink.rabbitmq;

import java.util.Optional;
import org.tallystick.jobs.rabbitmq.RabbitBroker;
import org.tallystick.jobs.rabbitmq.RabbitWords;
import org.tallystick.jobs.tls.TlsWords;
import org.tallystick.pipeline.Key;
import org.tallystick.pipeline.Kinds;
import org.tallystick.pipeline.Section;
import org.tallystick.pipeline.Shape;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** Exchanges and queues of RabbitMQ as a sink. */
final class RabbitSinkWords implements SinkWords {
    private static final Key<String> QUEUE =
            Key.of("queue", Kinds.TEXT, "The queue or stream that results are sent to");

    private static final Key<String> EXCHANGE =
            Key.of("exchange", Kinds.TEXT, "In place of 'queue': the exchange");

    private static final Key<String> ROUTING_KEY =
            Key.of(
                    "routing-key",
                    Kinds.TEXT,
                    "The routing key of messages to an exchange; the name of the metric if absent");

    private static final Shape SHAPE =
            Shape.of(
                            "Exchanges and queues of RabbitMQ: a message for each version of a cell",
                            RabbitWords.URL,
                            RabbitWords.USER,
                            RabbitWords.PASSWORD,
                            TlsWords.TRUSTSTORE,
                            TlsWords.TRUSTSTORE_PASSWORD,
                            TlsWords.KEYSTORE,
                            TlsWords.KEYSTORE_PASSWORD,
                            QUEUE,
                            EXCHANGE,
                            ROUTING_KEY)
                    .withOneOf(QUEUE, EXCHANGE);

    @Override
    public String connector() {
        return "rabbitmq";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SinkSpec> read(Section section, Around around) {
        var queue = section.get(QUEUE);
        var exchange = section.get(EXCHANGE);
        var key = section.get(ROUTING_KEY);
        if (queue.isPresent() && key.isPresent()) {
            section.problemAtKey(
                    ROUTING_KEY,
                    "'routing-key' is of an exchange, messages to a queue have its name");
        }
        var url = section.get(RabbitWords.URL);
        var broker = RabbitWords.read(section, url, around.folder(), RabbitBroker::of);
        return queue.isPresent() == exchange.isPresent()
                ? Optional.empty()
                : broker.map(at -> new RabbitSink(at, exchange.orElse(""), queue.or(() -> key)));
    }
}
