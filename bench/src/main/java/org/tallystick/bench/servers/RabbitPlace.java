package org.tallystick.bench.servers;

import java.util.Map;
import org.tallystick.jobs.servers.RabbitMq;

/** A RabbitMQ broker with one queue, which is made anew for each run. */
final class RabbitPlace implements Place {
    private static final String QUEUE = "bench";

    private final RabbitMq broker;
    private final Map<String, Object> arguments;

    /**
     * @param type of the queue: classic or quorum
     */
    RabbitPlace(String type) throws Exception {
        arguments = Map.of("x-queue-type", type);
        broker = RabbitMq.start();
    }

    /** So many may be on their way that no consumer waits for a checkpoint. */
    @Override
    public Map<String, Object> filled(long events) throws Exception {
        anew();
        Batches.of(events, batch -> broker.send(QUEUE, batch));
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
        broker.declare(QUEUE, arguments);
        broker.await(QUEUE);
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
