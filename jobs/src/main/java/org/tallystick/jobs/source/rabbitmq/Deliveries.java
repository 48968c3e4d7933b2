package org.tallystick.jobs.source.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * What a broker delivers over a channel, until someone takes it. Where nobody does, the channel's
 * thread waits, then the connection, and then the broker.
 */
final class Deliveries extends DefaultConsumer {
    private static final int BATCH = 500;
    private static final long WAIT_MILLIS = 100;

    private final String name;
    private final BlockingQueue<Delivery> came = new ArrayBlockingQueue<>(2 * BATCH);
    private final AtomicReference<IOException> lost = new AtomicReference<>();
    private volatile boolean closed;
    private volatile long latest = System.nanoTime();

    /**
     * @param name of the queue or stream
     */
    Deliveries(Channel channel, String name) {
        super(channel);
        this.name = name;
    }

    /** One delivery. */
    @SuppressWarnings("ArrayRecordComponent") // lives for one call; nobody compares it
    record Delivery(Envelope envelope, AMQP.BasicProperties properties, byte[] body) {

        /** When its sender dated it, epoch ms; to the second, as AMQP has it. */
        OptionalLong timestamp() {
            return Stream.ofNullable(properties.getTimestamp())
                    .mapToLong(time -> time.toInstant().toEpochMilli())
                    .findFirst();
        }
    }

    @Override
    public void handleDelivery(
            String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
            throws IOException {
        var delivery = new Delivery(envelope, properties, body);
        try {
            boolean taken = false;
            while (!taken && !closed) {
                taken = came.offer(delivery, WAIT_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted with a message of " + name);
        }
        latest = System.nanoTime();
    }

    @Override
    public void handleCancel(String tag) {
        lost.compareAndSet(null, new IOException("the broker has ended consuming of " + name));
    }

    @Override
    public void handleShutdownSignal(String tag, ShutdownSignalException reason) {
        lost.compareAndSet(null, new IOException("the connection to RabbitMQ was lost", reason));
    }

    /**
     * The next ones, in their order; none where none come within a tenth of a second.
     *
     * @throws IOException where the connection is lost
     */
    List<Delivery> take() throws IOException {
        var reason = lost.get();
        if (reason != null) {
            throw reason;
        }
        var deliveries = new ArrayList<Delivery>();
        try {
            var first = came.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            if (first != null) {
                deliveries.add(first);
                came.drainTo(deliveries, BATCH - 1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for messages");
        }
        return deliveries;
    }

    /** Whether nothing waits to be taken, and nothing has come for so long. */
    boolean isQuietFor(long nanos) {
        return came.isEmpty() && System.nanoTime() - latest >= nanos;
    }

    /** Whether anything has come since a time of {@link System#nanoTime}. */
    boolean hasComeSince(long nanoTime) {
        return latest - nanoTime > 0;
    }

    /** What still comes is not kept. */
    void close() {
        closed = true;
    }
}
