package org.tallystick.jobs.source.queue;

import java.io.IOException;
import java.util.List;

/**
 * A consumer of a queue, connected. One thread takes messages; another may acknowledge them at the
 * same time.
 */
public interface QueueConsumer extends AutoCloseable {

    /**
     * The next messages, in their order; none where none come within a tenth of a second.
     *
     * @throws IOException where the connection is lost: what was not acknowledged comes again, to
     *     whichever consumer
     */
    List<QueueMessage> take() throws IOException;

    /**
     * Acknowledges messages, and returns when the broker knows of it.
     *
     * @param receipts in the order in which the messages were taken, and all of them up to the last
     */
    void acknowledge(List<Object> receipts) throws IOException;

    /** Whether there is nothing more to take for now; asked when nothing was. */
    boolean isDrained() throws IOException;

    /** Takes no more messages; those that were taken can still be acknowledged. */
    void stop() throws IOException;

    @Override
    void close();
}
