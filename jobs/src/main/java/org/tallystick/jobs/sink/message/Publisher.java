package org.tallystick.jobs.sink.message;

import java.io.IOException;

/** A connection to a broker that messages are sent over. */
public interface Publisher extends AutoCloseable {

    /** Sends a message. */
    void publish(CellMessage message) throws IOException;

    /** Returns when the broker has all that was sent. */
    void confirm() throws IOException;

    /** Ends the connection; what was not confirmed may or may not be there. */
    @Override
    void close();
}
