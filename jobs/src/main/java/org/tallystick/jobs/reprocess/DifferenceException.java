package org.tallystick.jobs.reprocess;

/** An audit found published cells that differ from what the archive comes to. */
public final class DifferenceException extends Exception {
    private final long differences;

    DifferenceException(long changed, long missing, long extra) {
        super(
                "%,d of the published cells differ (%,d changed, %,d missing, %,d extra); --mode correct publishes corrections"
                        .formatted(changed + missing + extra, changed, missing, extra));
        differences = changed + missing + extra;
    }

    /** How many cells. */
    public long differences() {
        return differences;
    }
}
