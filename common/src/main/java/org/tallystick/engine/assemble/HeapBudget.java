package org.tallystick.engine.assemble;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How much heap the buckets of one assembler may hold beyond what a call needs.
 *
 * <p>Where it is used up, the bucket that has not been used for longest goes first: all that the
 * store does not have yet is stored, and the bucket is read again when it is next needed. The
 * bucket in use stays; if it alone is too large, it sheds what it only holds to be faster.
 */
final class HeapBudget {

    /** A bucket of one part. */
    interface Holder {
        /** Bytes of heap held. */
        long bytes();

        /** Gives up what can be computed again from what is left. */
        void shed();
    }

    /** What a holder was last seen with, and how it is sent away. */
    private record Kept(long bytes, Runnable evict) {}

    private final Map<Holder, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final long bytes;
    private long left;

    /**
     * @param bytes of heap
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

    /**
     * Notes that a holder has been used and may have changed, and sends others away until what is
     * held fits.
     */
    <H extends Holder> void use(H holder, Consumer<H> evict) {
        note(holder, () -> evict.accept(holder));
        while (left < 0 && kept.size() > 1) {
            var coldest = kept.entrySet().iterator().next();
            coldest.getValue().evict().run();
            release(coldest.getKey());
        }
        if (left < 0) {
            holder.shed();
            note(holder, () -> evict.accept(holder));
        }
    }

    private void note(Holder holder, Runnable evict) {
        long now = holder.bytes();
        var before = kept.put(holder, new Kept(now, evict));
        left -= now - (before == null ? 0 : before.bytes());
    }

    /** Notes that a holder is gone. */
    void release(Holder holder) {
        var held = kept.remove(holder);
        left += held == null ? 0 : held.bytes();
    }
}
