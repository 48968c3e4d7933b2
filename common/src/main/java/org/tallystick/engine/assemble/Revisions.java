package org.tallystick.engine.assemble;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tallystick.engine.EndRun;
import org.tallystick.engine.Slice;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.Rows;
import org.tallystick.window.AlignedWindow;

/**
 * The cells of a bucket that late but allowed events have changed since they were published, until
 * they are published again.
 *
 * <p>They are noted block by block and published for many blocks at once. The windows of one kind
 * that are to be published again are taken in groups that have slices in common, and a group is
 * computed by {@link RevisedWindows}, whose cost does not grow with windows times slices.
 */
final class Revisions {
    private static final long CHANGE_BYTES = 72;
    private static final Comparator<Change> BY_FIRST =
            Comparator.comparing(Change::ends, EndRun.BY_FIRST);

    /** Windows of one kind, by their ends, in which a key has changed. */
    private record Change(int kind, int key, EndRun ends) {}

    private final AlignedMetric metric;
    private final SliceIndex index;
    private final SliceBlocks blocks;
    private final HeldSlices held;
    private final MergedPages pages;
    private final List<Change> changes = new ArrayList<>();
    private KeyTable keys = new KeyTable();

    Revisions(
            AlignedMetric metric,
            SliceIndex index,
            SliceBlocks blocks,
            HeldSlices held,
            MergedPages pages) {
        this.metric = metric;
        this.index = index;
        this.blocks = blocks;
        this.held = held;
        this.pages = pages;
    }

    boolean isEmpty() {
        return changes.isEmpty();
    }

    /** Bytes of heap held. */
    long bytes() {
        return keys.bytes() + CHANGE_BYTES * changes.size();
    }

    /** A block has been stored: notes the cells in windows that have fired. */
    void note(Slice slice, byte[] block) {
        for (int kind = 0; kind < metric.windows().length; kind++) {
            var window = metric.windows()[kind];
            var ends =
                    EndRun.of(window, slice)
                            .upTo(window, AlignedMetric.fired(index.reached()))
                            .after(window, metric.gone(index.reached()));
            if (!ends.isEmpty()) {
                note(kind, ends, block);
            }
        }
    }

    private void note(int kind, EndRun ends, byte[] block) {
        var reader = metric.form().reader(block);
        var rows = new Rows(metric.form().accumulators());
        while (reader.next()) {
            changes.add(new Change(kind, reader.number(keys), ends));
            reader.skip(rows);
        }
    }

    /**
     * Publishes all of them.
     *
     * @param roomy whether there is heap for merged pages that will be used again
     */
    void publish(boolean roomy) {
        for (int kind = 0; kind < metric.windows().length; kind++) {
            publish(kind, roomy);
        }
        changes.clear();
        keys = new KeyTable();
    }

    /** The windows of one kind, from the first to the last, a group at a time. */
    private void publish(int kind, boolean roomy) {
        var window = metric.windows()[kind];
        var waiting = new ArrayDeque<Change>();
        changes.stream()
                .filter(change -> change.kind() == kind)
                .sorted(BY_FIRST)
                .forEach(waiting::add);
        var begun = new ArrayList<Change>();
        long done = Long.MIN_VALUE;
        while (!waiting.isEmpty() || !begun.isEmpty()) {
            long first =
                    begun.isEmpty() ? waiting.getFirst().ends().first() : window.firstEnd(done);
            long last = lastThatBeginsBefore(first, window);
            while (!waiting.isEmpty() && waiting.getFirst().ends().first() <= last) {
                begun.add(waiting.removeFirst());
            }
            group(window, first, last, begun).publish(roomy);
            begun.removeIf(change -> change.ends().last() <= last);
            done = last;
        }
    }

    /** The last end of a window that has slices in common with the one that ends at {@code end}. */
    private static long lastThatBeginsBefore(long end, AlignedWindow window) {
        return window.lastEnd(end - 1);
    }

    private RevisedWindows group(
            AlignedWindow window, long first, long last, List<Change> changed) {
        var group = new RevisedWindows(metric, window, first, index, blocks, held, pages);
        for (Change change : changed) {
            var ends = change.ends().after(window, first - 1).upTo(window, last);
            group.add(keys, change.key(), ends);
        }
        return group;
    }
}
