package org.tallystick.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * How much heap the parts of one assembler may hold beyond what a call needs.
 *
 * <p>Where nothing is left of it, sliding windows are assembled of their slices' blocks at every
 * firing, and sessions are stored after every call: both slower, and both hold nothing.
 */
final class HeapBudget {
    private final Map<Object, Long> kept = new HashMap<>();
    private final long bytes;
    private long left;

    /**
     * @param bytes of heap, an estimate as all that is noted here is
     */
    HeapBudget(long bytes) {
        this.bytes = bytes;
        left = bytes;
    }

    boolean isLeft() {
        return left >= 0;
    }

    /**
     * Whether there is room for something new: more than for that which is there, or it would be
     * made only to be dropped.
     */
    boolean isRoomy() {
        return left > bytes / 4;
    }

    /** Notes how much something holds now. */
    void keep(Object what, long now) {
        Long before = kept.put(what, now);
        left -= now - (before == null ? 0 : before);
    }

    void release(Object what) {
        Long held = kept.remove(what);
        left += held == null ? 0 : held;
    }
}
