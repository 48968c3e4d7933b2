package org.tallystick.jobs;

import java.util.List;
import java.util.Map;

/** A broker with one queue, and what may happen to it. */
public interface QueueServer extends AutoCloseable {

    /** What a pipeline says of the queue: lines of {@code source}, without its format. */
    List<String> source();

    /** Sends persistent messages, in their order. */
    void send(List<byte[]> messages) throws Exception;

    /** Ends the broker as it is, and starts it again with what it had kept. */
    void restart() throws Exception;

    /** What a pipeline says of the queue as a sink: lines of an element of {@code sinks}. */
    default List<String> sink() {
        return source();
    }

    /** Takes all messages. */
    List<Received> receive() throws Exception;

    /**
     * A message that was sent to it.
     *
     * @param headers as texts
     */
    record Received(String body, Map<String, String> headers) {}

    /** How many messages the queue has that were not acknowledged. */
    long left() throws Exception;
}
