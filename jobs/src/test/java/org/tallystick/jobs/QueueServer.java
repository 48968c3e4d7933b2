package org.tallystick.jobs;

import java.util.List;

/** A broker with one queue, and what may happen to it. */
interface QueueServer extends AutoCloseable {

    /** What a pipeline says of the queue: lines of {@code source}, without its format. */
    List<String> source();

    /** Sends persistent messages, in their order. */
    void send(List<byte[]> messages) throws Exception;

    /** Ends the broker as it is, and starts it again with what it had kept. */
    void restart() throws Exception;

    /** How many messages the queue has that were not acknowledged. */
    long left() throws Exception;
}
