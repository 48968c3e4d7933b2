package org.tallystick.engine.table;

/**
 * Bytes of heap that some tables hold together. The tables add what they grow by when they grow, so
 * that the sum can be looked at after every event for nothing; whoever drops a table subtracts it.
 */
public final class HeapCount {
    private long bytes;

    public long bytes() {
        return bytes;
    }

    public void add(long more) {
        bytes += more;
    }

    public void subtract(long less) {
        bytes -= less;
    }
}
