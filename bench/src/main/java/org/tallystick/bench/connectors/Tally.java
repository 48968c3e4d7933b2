package org.tallystick.bench.connectors;

import org.tallystick.bench.Meter;

/**
 * Counts what one thread reads or writes, and tells the meter of the first and of every hundred.
 */
final class Tally {
    private static final int EVERY = 100;

    private long records;

    void add() {
        if (records == 0) {
            Meter.record();
        }
        records++;
        if (records % EVERY == 0) {
            Meter.records(EVERY);
        }
    }

    long records() {
        return records;
    }
}
