package org.tallystick.oracle;

import java.util.Optional;

/**
 * Which events a window goes without. It depends on the event alone, not on when it is processed.
 *
 * @param tolerance how late an event may be; empty where no event is ever late, as in reprocessing
 */
public record Lateness(Optional<Tolerance> tolerance) {

    /** Every event counts. */
    public static final Lateness NOTHING_LATE = new Lateness(Optional.empty());

    /**
     * @param outOfOrderness how far behind its partition's clock an event is expected, ms
     * @param allowed how long after its end a window still takes events, ms
     */
    public record Tolerance(long outOfOrderness, long allowed) {}

    /** Lateness for a live run. */
    public static Lateness of(long outOfOrderness, long allowed) {
        return new Lateness(Optional.of(new Tolerance(outOfOrderness, allowed)));
    }

    /** Whether {@code event} comes too late for a window with this end. */
    public boolean isLate(OracleEvent event, long end) {
        if (tolerance.isEmpty() || event.clock().isEmpty()) {
            return false;
        }
        long clock = event.clock().getAsLong();
        return clock - tolerance.get().outOfOrderness() >= end + tolerance.get().allowed();
    }
}
