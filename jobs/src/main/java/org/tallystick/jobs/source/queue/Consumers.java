package org.tallystick.jobs.source.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.retry.Backoff;
import org.tallystick.source.PermanentFailure;
import org.tallystick.text.Secrets;

/**
 * The consumers of a reader, by the ids of its splits. They stay open until the reader is closed,
 * so that what was taken can still be acknowledged when there is nothing more to take.
 */
final class Consumers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Consumers.class);

    /** The longest that a thread sleeps which others may wait for. */
    private static final Duration NAP = Duration.ofMillis(100);

    private final Queue queue;
    private final PermanentFailure permanent;
    private final Map<String, QueueConsumer> open = new ConcurrentHashMap<>();
    private final Backoff pauses = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20));
    private long notBefore = System.nanoTime();
    private volatile boolean closed;

    Consumers(Queue queue, PermanentFailure permanent) {
        this.queue = queue;
        this.permanent = permanent;
    }

    /**
     * A split's consumer, connected now if it was not; empty, after a moment, while the broker
     * cannot be reached: it is tried again after longer and longer pauses, at most 20 s.
     *
     * @throws IOException where trying again cannot help
     */
    Optional<QueueConsumer> connected(String split) throws IOException {
        var known = Optional.ofNullable(open.get(split));
        return known.isPresent() ? known : connect(split);
    }

    private Optional<QueueConsumer> connect(String split) throws IOException {
        long left = notBefore - System.nanoTime();
        if (left > 0) {
            LockSupport.parkNanos(Math.min(left, NAP.toNanos()));
            return Optional.empty();
        }
        try {
            return opened(split, queue.consume());
        } catch (IOException e) {
            if (permanent.reason(e).isPresent()) {
                throw e;
            }
            waitAfter(e);
            return Optional.empty();
        }
    }

    /** One that comes when nobody waits any more would keep messages from others. */
    private Optional<QueueConsumer> opened(String split, QueueConsumer consumer) {
        open.put(split, consumer);
        pauses.reset();
        if (closed) {
            consumer.close();
            return Optional.empty();
        }
        return Optional.of(consumer);
    }

    private void waitAfter(IOException e) {
        var pause = pauses.next();
        LOG.warn(
                "No connection to {}, tried again in {}: {}",
                queue.name(),
                pause,
                Secrets.mask(e.toString()));
        notBefore = System.nanoTime() + pause.toNanos();
    }

    /**
     * Acknowledges messages of splits that were connected.
     *
     * @return whether there were any, so that a broker has answered
     */
    boolean acknowledge(Map<String, List<Object>> receipts) throws IOException {
        boolean any = false;
        for (var split : receipts.entrySet()) {
            if (!split.getValue().isEmpty()) {
                open.get(split.getKey()).acknowledge(split.getValue());
                any = true;
            }
        }
        return any;
    }

    /** Takes no more; what was taken can still be acknowledged. */
    void stop() {
        for (var consumer : open.values()) {
            try {
                consumer.stop();
            } catch (IOException e) {
                LOG.warn("{} goes on until it is closed: {}", queue.name(), e.toString());
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        open.values().forEach(QueueConsumer::close);
    }
}
