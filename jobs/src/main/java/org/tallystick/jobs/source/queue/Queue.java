package org.tallystick.jobs.source.queue;

import java.io.IOException;
import java.io.Serializable;

/** A queue of a broker, as those find it who read it. */
public interface Queue extends Serializable {

    /** What the archive calls it. */
    String name();

    /**
     * A new consumer of it.
     *
     * @throws IOException where the broker cannot be reached or refuses
     */
    QueueConsumer consume() throws IOException;

    /**
     * Looks whether it is there and may be read, and takes nothing.
     *
     * @return what was seen, a phrase
     * @throws IOException where the broker cannot be reached or refuses
     */
    String look() throws IOException;
}
