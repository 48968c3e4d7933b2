package org.tallystick.bench.servers;

import java.util.Map;

/** A server, and what a run reads from it or writes to it. */
interface Place extends AutoCloseable {

    /**
     * Has so many events, and nothing else, where a source finds them.
     *
     * @return what a pipeline says of the source, but for its format
     */
    default Map<String, Object> filled(long events) throws Exception {
        throw new UnsupportedOperationException("no source reads it");
    }

    /**
     * Has an empty place for cells.
     *
     * @return what a pipeline says of the sink
     */
    Map<String, Object> empty() throws Exception;

    /** How many cells there are where the latest empty place was. */
    long arrived() throws Exception;
}
