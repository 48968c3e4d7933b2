package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.jobs.servers.RabbitMq;

/** A RabbitMQ broker with one queue. */
public record RabbitQueues(RabbitMq broker) implements QueueServer {
    private static final String QUEUE = "events";

    /**
     * @param arguments of the queue, such as its type
     */
    public static RabbitQueues start(Map<String, Object> arguments) throws Exception {
        var broker = RabbitMq.start();
        broker.declare(QUEUE, arguments);
        broker.await(QUEUE);
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
    public List<Received> receive() throws Exception {
        var received = new ArrayList<Received>();
        try (var connection = broker.connect()) {
            var channel = connection.createChannel();
            var message = channel.basicGet(QUEUE, true);
            while (message != null) {
                var headers = new HashMap<String, String>();
                message.getProps()
                        .getHeaders()
                        .forEach((name, value) -> headers.put(name, value.toString()));
                received.add(new Received(new String(message.getBody(), UTF_8), headers));
                message = channel.basicGet(QUEUE, true);
            }
        }
        return received;
    }

    @Override
    public void restart() throws Exception {
        broker.kill();
        broker.restart();
        broker.await(QUEUE);
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
