package org.tallystick.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * How much heap the {@link SlidingTotals} of one assembler may hold. Where nothing is left, windows
 * are assembled of their slices' blocks at every firing, which is slower and holds nothing.
 */
final class TotalsBudget {
    private final Map<SlidingTotals, Long> kept = new HashMap<>();
    private final long bytes;
    private long left;

    /**
     * @param bytes of heap, an estimate as {@link SlidingTotals#bytes} is
     */
    TotalsBudget(long bytes) {
        this.bytes = bytes;
        left = bytes;
    }

    /**
     * Whether totals may be kept. New ones need more room than those that are there, or they would
     * be built only to be dropped.
     */
    boolean allows(SlidingTotals totals) {
        return totals == null ? left > bytes / 4 : left >= 0;
    }

    /** Notes how much these totals hold now. */
    void keep(SlidingTotals totals) {
        long now = totals.bytes();
        Long before = kept.put(totals, now);
        left -= now - (before == null ? 0 : before);
    }

    void release(SlidingTotals totals) {
        Long held = kept.remove(totals);
        left += held == null ? 0 : held;
    }
}
