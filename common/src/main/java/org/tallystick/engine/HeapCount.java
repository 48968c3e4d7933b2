package org.tallystick.engine;

/**
 * Bytes of heap that some tables hold together. The tables add what they grow by when they grow, so
 * that the sum can be looked at after every event for nothing; whoever drops a table subtracts it.
 */
final class HeapCount {
    private long bytes;

    long bytes() {
        return bytes;
    }

    void add(long more) {
        bytes += more;
    }

    void subtract(long less) {
        bytes -= less;
    }
}
