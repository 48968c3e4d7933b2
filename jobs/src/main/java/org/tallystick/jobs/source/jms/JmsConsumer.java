package org.tallystick.jobs.source.jms;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.transport.DefaultTransportListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.source.queue.QueueConsumer;
import org.tallystick.jobs.source.queue.QueueMessage;

/**
 * One connection with one consumer.
 *
 * <p>Where the connection is lost, this is over, even if ActiveMQ's client would connect again by
 * itself: the broker gives to others what was not acknowledged, and only a job that goes back to
 * its checkpoint can know what of that it has.
 */
final class JmsConsumer implements QueueConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(JmsConsumer.class);
    private static final int BATCH = 500;
    private static final long WAIT_MILLIS = 100;

    /** A queue in which nothing comes for so long has nothing more. */
    private static final long DRAINED_NANOS = Duration.ofSeconds(3).toNanos();

    private final ActiveMQConnection connection;
    private final MessageConsumer consumer;
    private final int prefetch;
    private final AtomicReference<IOException> lost = new AtomicReference<>();
    private int unacknowledged;
    private long latest = System.nanoTime();

    private JmsConsumer(ActiveMQConnection connection, MessageConsumer consumer, int prefetch) {
        this.connection = connection;
        this.consumer = consumer;
        this.prefetch = prefetch;
    }

    /**
     * @param prefetch how many messages may be taken that are not acknowledged
     */
    static JmsConsumer of(ActiveMQConnection connection, MessageConsumer consumer, int prefetch) {
        var made = new JmsConsumer(connection, consumer, prefetch);
        connection.addTransportListener(
                new DefaultTransportListener() {
                    @Override
                    public void onException(IOException e) {
                        made.lost.compareAndSet(null, e);
                    }

                    @Override
                    public void transportInterupted() {
                        made.lost.compareAndSet(
                                null, new IOException("the connection to ActiveMQ was lost"));
                    }
                });
        return made;
    }

    @Override
    public List<QueueMessage> take() throws IOException {
        int most = Math.min(BATCH, room());
        if (most == 0) {
            LockSupport.parkNanos(Duration.ofMillis(WAIT_MILLIS).toNanos());
        }
        return most == 0 ? List.of() : take(most);
    }

    private synchronized int room() {
        return prefetch - unacknowledged;
    }

    private synchronized List<QueueMessage> take(int most) throws IOException {
        checkConnected();
        var messages = new ArrayList<QueueMessage>();
        try {
            var message = consumer.receive(WAIT_MILLIS);
            while (message != null) {
                messages.add(read(message));
                message = messages.size() < most ? consumer.receiveNoWait() : null;
            }
        } catch (JMSException e) {
            throw new IOException(e);
        }
        if (!messages.isEmpty()) {
            latest = System.nanoTime();
            unacknowledged += messages.size();
        }
        return messages;
    }

    private void checkConnected() throws IOException {
        var reason = lost.get();
        if (reason != null) {
            throw new IOException("the connection to ActiveMQ was lost", reason);
        }
    }

    private static QueueMessage read(Message message) throws JMSException {
        var timestamp = OptionalLong.of(message.getJMSTimestamp());
        boolean again = message.getJMSRedelivered();
        try {
            return read(message, again, timestamp);
        } catch (JMSException e) {
            return new QueueMessage(
                    new byte[0], "it cannot be read: " + e.getMessage(), again, timestamp, message);
        }
    }

    private static QueueMessage read(Message message, boolean again, OptionalLong timestamp)
            throws JMSException {
        if (message instanceof TextMessage text) {
            var body = text.getText() == null ? new byte[0] : text.getText().getBytes(UTF_8);
            return new QueueMessage(body, null, again, timestamp, message);
        }
        if (message instanceof BytesMessage bytes) {
            var body = new byte[(int) bytes.getBodyLength()];
            bytes.readBytes(body);
            return new QueueMessage(body, null, again, timestamp, message);
        }
        var kind = message.getClass().getSimpleName().replaceFirst("^ActiveMQ", "");
        return new QueueMessage(
                new byte[0],
                "it is of JMS's kind %s, there are texts and bytes".formatted(kind),
                again,
                timestamp,
                message);
    }

    /** The broker answers the last of them, and it takes them in their order. */
    @Override
    public synchronized void acknowledge(List<Object> receipts) throws IOException {
        checkConnected();
        try {
            for (var receipt : receipts.subList(0, receipts.size() - 1)) {
                ((Message) receipt).acknowledge();
            }
            connection.setSendAcksAsync(false);
            ((Message) receipts.get(receipts.size() - 1)).acknowledge();
        } catch (JMSException e) {
            throw new IOException(e);
        } finally {
            connection.setSendAcksAsync(true);
        }
        checkConnected();
        unacknowledged -= receipts.size();
        latest = System.nanoTime();
    }

    @Override
    public synchronized boolean isDrained() {
        return unacknowledged < prefetch && System.nanoTime() - latest > DRAINED_NANOS;
    }

    /** The broker sends little ahead, and what it has sent goes back when this is closed. */
    @Override
    public void stop() {}

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException e) {
            LOG.warn("The connection to ActiveMQ was not closed as it should: {}", e.toString());
        }
    }
}
