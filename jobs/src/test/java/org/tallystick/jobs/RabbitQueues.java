package org.tallystick.jobs;

import java.util.List;
import java.util.Map;
import org.tallystick.jobs.servers.RabbitMq;

/** A RabbitMQ broker with one queue. */
record RabbitQueues(RabbitMq broker) implements QueueServer {
    private static final String QUEUE = "events";

    /**
     * @param arguments of the queue, such as its type
     */
    static RabbitQueues start(Map<String, Object> arguments) throws Exception {
        var broker = RabbitMq.start();
        broker.declare(QUEUE, arguments);
        return new RabbitQueues(broker);
    }

    @Override
    public List<String> source() {
        return List.of("connector: rabbitmq", "url: " + broker.url(), "queue: " + QUEUE);
    }

    @Override
    public void send(List<byte[]> messages) throws Exception {
        broker.send(QUEUE, messages);
    }

    @Override
    public void restart() throws Exception {
        broker.kill();
        broker.restart();
    }

    @Override
    public long left() throws Exception {
        return broker.messages(QUEUE);
    }

    @Override
    public void close() throws Exception {
        broker.close();
    }
}
