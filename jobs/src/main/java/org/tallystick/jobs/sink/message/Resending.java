package org.tallystick.jobs.sink.message;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.retry.Backoff;
import org.tallystick.source.PermanentFailure;
import org.tallystick.text.Secrets;

/**
 * Sends messages in their order, and sends again, over a new connection, all that were not
 * confirmed when one was lost. It holds at most {@value #BATCH} of them, and waits for the broker
 * before it takes more.
 */
final class Resending implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resending.class);
    static final int BATCH = 1_000;

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** A broker that is away for longer fails the job, which starts again and waits anew. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Broker broker;
    private final PermanentFailure permanent;
    private final List<CellMessage> unconfirmed = new ArrayList<>();
    private Publisher publisher;

    Resending(Broker broker, PermanentFailure permanent) {
        this.broker = broker;
        this.permanent = permanent;
    }

    /** What is done over a connection. */
    @FunctionalInterface
    private interface Step {
        void on(Publisher publisher) throws IOException;
    }

    void send(CellMessage message) throws IOException {
        persist(connection -> connection.publish(message));
        unconfirmed.add(message);
        if (unconfirmed.size() >= BATCH) {
            confirm();
        }
    }

    /** Returns when the broker has all that was sent. */
    void confirm() throws IOException {
        if (!unconfirmed.isEmpty()) {
            persist(Publisher::confirm);
            unconfirmed.clear();
        }
    }

    private void persist(Step step) throws IOException {
        long since = System.nanoTime();
        var pauses = new Backoff(SHORTEST_PAUSE, LONGEST_PAUSE);
        boolean done = false;
        while (!done) {
            try {
                step.on(connected());
                done = true;
            } catch (IOException e) {
                permanent.check(e);
                close();
                if (System.nanoTime() - since > PATIENCE.toNanos()) {
                    throw e;
                }
                var pause = pauses.next();
                LOG.warn(
                        "{} is away, tried again in {}: {}",
                        broker.place(),
                        pause,
                        Secrets.mask(e.toString()));
                Backoff.sleep(pause, broker.place());
            }
        }
    }

    /** A connection over which all that is not confirmed was sent. */
    private Publisher connected() throws IOException {
        if (publisher == null) {
            publisher = broker.open();
            for (var message : unconfirmed) {
                publisher.publish(message);
            }
        }
        return publisher;
    }

    @Override
    public void close() {
        if (publisher != null) {
            publisher.close();
            publisher = null;
        }
    }
}
