package org.tallystick.jobs.sink.message;

import java.io.IOException;
import java.io.Serializable;

/** A place at a broker that messages are sent to. */
public interface Broker extends Serializable {

    /** For people: without secrets. */
    String place();

    /**
     * A new connection.
     *
     * @throws IOException where the broker cannot be reached or refuses
     */
    Publisher open() throws IOException;
}
