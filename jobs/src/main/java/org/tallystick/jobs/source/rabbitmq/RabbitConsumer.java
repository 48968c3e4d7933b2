package org.tallystick.jobs.source.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.tallystick.jobs.source.queue.QueueConsumer;
import org.tallystick.jobs.source.queue.QueueMessage;

/** One connection with one consumer of a queue. */
final class RabbitConsumer implements QueueConsumer {
    /** A queue that is empty for so long, and from which nothing comes, has nothing more. */
    private static final long DRAINED_NANOS = Duration.ofSeconds(1).toNanos();

    private final Connection connection;
    private final Channel channel;
    private final String queue;
    private final Deliveries deliveries;
    private final String tag;

    /** Since when the broker has said so and nothing has come, by {@link System#nanoTime}. */
    private OptionalLong emptySince = OptionalLong.empty();

    private RabbitConsumer(
            Connection connection,
            Channel channel,
            String queue,
            Deliveries deliveries,
            String tag) {
        this.connection = connection;
        this.channel = channel;
        this.queue = queue;
        this.deliveries = deliveries;
        this.tag = tag;
    }

    /**
     * @param prefetch how many messages the broker gives that are not acknowledged
     */
    static RabbitConsumer of(Connection connection, String queue, int prefetch) throws IOException {
        var channel = connection.createChannel();
        channel.queueDeclarePassive(queue);
        channel.basicQos(prefetch);
        var deliveries = new Deliveries(channel, queue);
        var tag = channel.basicConsume(queue, false, deliveries);
        return new RabbitConsumer(connection, channel, queue, deliveries, tag);
    }

    @Override
    public List<QueueMessage> take() throws IOException {
        return deliveries.take().stream().map(RabbitConsumer::message).toList();
    }

    private static QueueMessage message(Deliveries.Delivery delivery) {
        return new QueueMessage(
                delivery.body(),
                null,
                delivery.envelope().isRedeliver(),
                delivery.timestamp(),
                delivery.envelope().getDeliveryTag());
    }

    /** The broker takes them in order, and answers the question behind them when it has. */
    @Override
    public void acknowledge(List<Object> receipts) throws IOException {
        try {
            long last = (long) receipts.get(receipts.size() - 1);
            channel.basicAck(last, true);
            channel.queueDeclarePassive(queue);
        } catch (ShutdownSignalException e) {
            throw new IOException("the connection to RabbitMQ was lost", e);
        }
    }

    /** The broker's answer does not wait for what it has on its way to this consumer. */
    @Override
    public boolean isDrained() throws IOException {
        if (!deliveries.isQuietFor(DRAINED_NANOS)) {
            return false;
        }
        if (!isEmpty()) {
            emptySince = OptionalLong.empty();
            return false;
        }
        long now = System.nanoTime();
        if (emptySince.isEmpty() || deliveries.hasComeSince(emptySince.getAsLong())) {
            emptySince = OptionalLong.of(now);
        }
        return now - emptySince.getAsLong() >= DRAINED_NANOS
                && deliveries.isQuietFor(DRAINED_NANOS);
    }

    /**
     * A quorum queue whose leader does not answer in time has neither messages nor consumers by
     * what the broker says. One that is known has this consumer at least.
     */
    private boolean isEmpty() throws IOException {
        try {
            var said = channel.queueDeclarePassive(queue);
            return said.getMessageCount() == 0 && said.getConsumerCount() > 0;
        } catch (ShutdownSignalException e) {
            throw new IOException("the connection to RabbitMQ was lost", e);
        }
    }

    /** Without room for what is on its way, the broker's answers could not come through. */
    @Override
    public void stop() throws IOException {
        deliveries.close();
        try {
            channel.basicCancel(tag);
        } catch (ShutdownSignalException e) {
            throw new IOException("the connection to RabbitMQ was lost", e);
        }
    }

    /** What was not acknowledged comes again, to whoever consumes. */
    @Override
    public void close() {
        deliveries.close();
        connection.abort((int) TimeUnit.SECONDS.toMillis(1));
    }
}
