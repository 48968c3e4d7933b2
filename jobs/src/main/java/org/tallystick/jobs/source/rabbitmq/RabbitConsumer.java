package org.tallystick.jobs.source.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.tallystick.jobs.source.queue.QueueConsumer;
import org.tallystick.jobs.source.queue.QueueMessage;

/**
 * One connection with one consumer. Where messages are not taken, its thread waits, then the
 * connection, and then the broker.
 */
final class RabbitConsumer extends DefaultConsumer implements QueueConsumer {
    private static final int BATCH = 500;
    private static final long WAIT_MILLIS = 100;

    /** A queue that is empty and in which nothing comes for so long has nothing more. */
    private static final long DRAINED_NANOS = Duration.ofSeconds(1).toNanos();

    private final Connection connection;
    private final String queue;
    private final BlockingQueue<QueueMessage> came = new ArrayBlockingQueue<>(2 * BATCH);
    private final AtomicReference<IOException> lost = new AtomicReference<>();
    private volatile boolean closed;
    private volatile long latest = System.nanoTime();

    private RabbitConsumer(Connection connection, Channel channel, String queue) {
        super(channel);
        this.connection = connection;
        this.queue = queue;
    }

    /**
     * @param prefetch how many messages the broker gives that are not acknowledged
     */
    static RabbitConsumer of(Connection connection, String queue, int prefetch) throws IOException {
        var channel = connection.createChannel();
        channel.queueDeclarePassive(queue);
        channel.basicQos(prefetch);
        var consumer = new RabbitConsumer(connection, channel, queue);
        channel.basicConsume(queue, false, consumer);
        return consumer;
    }

    @Override
    public void handleDelivery(
            String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
            throws IOException {
        var message =
                new QueueMessage(
                        body,
                        null,
                        envelope.isRedeliver(),
                        timestamp(properties),
                        envelope.getDeliveryTag());
        try {
            boolean taken = false;
            while (!taken && !closed) {
                taken = came.offer(message, WAIT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted with a message of " + queue);
        }
        latest = System.nanoTime();
    }

    /** To the second, as AMQP has it. */
    private static OptionalLong timestamp(AMQP.BasicProperties properties) {
        return Stream.ofNullable(properties.getTimestamp())
                .mapToLong(time -> time.toInstant().toEpochMilli())
                .findFirst();
    }

    @Override
    public void handleCancel(String tag) {
        lost.compareAndSet(null, new IOException("the broker has ended consuming of " + queue));
    }

    @Override
    public void handleShutdownSignal(String tag, ShutdownSignalException reason) {
        lost.compareAndSet(null, new IOException("the connection to RabbitMQ was lost", reason));
    }

    @Override
    public List<QueueMessage> take() throws IOException {
        checkConnected();
        var messages = new ArrayList<QueueMessage>();
        try {
            var first = came.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                messages.add(first);
                came.drainTo(messages, BATCH - 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for messages");
        }
        return messages;
    }

    private void checkConnected() throws IOException {
        var reason = lost.get();
        if (reason != null) {
            throw reason;
        }
    }

    /** The broker takes them in order, and answers the question behind them when it has. */
    @Override
    public void acknowledge(List<Object> receipts) throws IOException {
        try {
            long last = (long) receipts.get(receipts.size() - 1);
            getChannel().basicAck(last, true);
            getChannel().queueDeclarePassive(queue);
        } catch (AlreadyClosedException e) {
            throw new IOException("the connection to RabbitMQ was lost", e);
        }
    }

    @Override
    public boolean isDrained() throws IOException {
        if (System.nanoTime() - latest < DRAINED_NANOS) {
            return false;
        }
        try {
            return getChannel().queueDeclarePassive(queue).getMessageCount() == 0 && came.isEmpty();
        } catch (AlreadyClosedException e) {
            throw new IOException("the connection to RabbitMQ was lost", e);
        }
    }

    /** What was not acknowledged comes again, to whoever consumes. */
    @Override
    public void close() {
        closed = true;
        connection.abort((int) TimeUnit.SECONDS.toMillis(1));
    }
}
