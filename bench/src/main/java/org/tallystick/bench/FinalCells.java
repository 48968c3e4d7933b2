package org.tallystick.bench;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.tallystick.engine.Cell;

/**
 * What a consumer has in the end of cells that are published more than once: of each the highest
 * (revision, events), a retraction behind everything of its revision. Of a sample of keys, since it
 * keeps their cells on the heap; shared by all writers, so that it outlives a failure of the job.
 */
final class FinalCells {
    private static final ConcurrentMap<Place, Cell> LAST = new ConcurrentHashMap<>();
    private static final LongAdder PUBLISHED = new LongAdder();

    private record Place(String window, long start, long end, List<Object> keys) {}

    private FinalCells() {}

    /**
     * Takes a version of a cell, in whatever order versions come.
     *
     * @param oneIn of how many keys one is in the sample
     */
    static void add(Cell cell, int oneIn) {
        PUBLISHED.increment();
        if (isSampled(cell.keys(), oneIn)) {
            var place = new Place(cell.window(), cell.start(), cell.end(), cell.keys());
            LAST.merge(place, cell, FinalCells::last);
        }
    }

    private static boolean isSampled(List<Object> keys, int oneIn) {
        int spread = keys.hashCode() * 0x9e3779b1;
        return Integer.remainderUnsigned(spread >>> 8, oneIn) == 0;
    }

    private static Cell last(Cell one, Cell other) {
        if (one.revision() != other.revision()) {
            return one.revision() > other.revision() ? one : other;
        }
        if (one.retracted() != other.retracted()) {
            return one.retracted() ? one : other;
        }
        return one.events() >= other.events() ? one : other;
    }

    /** Digests what the sample has come to, once the job has ended. */
    static void digest() {
        var digest = new ResultDigest();
        for (Cell cell : LAST.values()) {
            if (!cell.retracted()) {
                CellDigest.add(cell, digest);
            }
        }
        digest.close();
    }

    /** A member of a JSON object, to come behind others; none where no cell was taken. */
    static String report() {
        long published = PUBLISHED.sum();
        return published == 0 ? "" : String.format(Locale.ROOT, ",\"published\":%d", published);
    }
}
