package org.tallystick.bench.servers;

import java.util.Map;
import org.tallystick.jobs.servers.RabbitMq;

/** A RabbitMQ broker with one queue or stream, which is made anew for each run. */
final class RabbitPlace implements Place {
    private static final String QUEUE = "bench";
    private static final String STREAM = "stream";

    private final RabbitMq broker;
    private final String type;

    /**
     * @param type of the queue: classic, quorum or stream
     */
    RabbitPlace(String type) throws Exception {
        this.type = type;
        broker = type.equals(STREAM) ? RabbitMq.startWithStreams() : RabbitMq.start();
    }

    /** So many may be on their way that no consumer waits for a checkpoint. */
    @Override
    public Map<String, Object> filled(long events) throws Exception {
        anew();
        Batches.of(events, batch -> broker.send(QUEUE, batch));
        if (type.equals(STREAM)) {
            return Map.of("connector", "rabbitmq", "url", broker.streamUrl(), STREAM, QUEUE);
        }
        return Map.of(
                "connector", "rabbitmq", "url", broker.url(), "queue", QUEUE, "prefetch", 65_535);
    }

    @Override
    public Map<String, Object> empty() throws Exception {
        anew();
        return Map.of("connector", "rabbitmq", "url", broker.url(), "queue", QUEUE);
    }

    private void anew() throws Exception {
        try (var connection = broker.connect()) {
            connection.createChannel().queueDelete(QUEUE);
        }
        broker.declare(QUEUE, Map.of("x-queue-type", type));
        if (!type.equals(STREAM)) {
            broker.await(QUEUE);
        }
    }

    @Override
    public long arrived() throws Exception {
        return broker.messages(QUEUE);
    }

    @Override
    public void close() throws Exception {
        broker.close();
    }
}
