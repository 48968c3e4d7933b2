package org.tallystick.engine.assemble;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.engine.EndRun;
import org.tallystick.engine.Slice;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.PartialTable;
import org.tallystick.engine.table.Rows;
import org.tallystick.window.AlignedWindow;

/**
 * Windows of one kind that have slices in common, to be computed again for some keys.
 *
 * <pre>
 * slices    | left        | core                 | right       |
 * windows   [---------------------------------------)
 *               [---------------------------------------)
 *                   [-----------------------------------------)
 * </pre>
 *
 * <p>The slices that all of these windows hold, the core, are merged once. From there the sums run
 * to the left, one for each start of a window, and to the right, one for each end; a window is one
 * of each. So a key costs one merge for each slice outside the core, one for each page of slices in
 * it, and two for each window.
 */
final class RevisedWindows {
    /** How many partials of slices are held at once: keys are taken a few at a time. */
    private static final int PARTIALS = 1 << 17;

    /** The wanted partials of one slice. */
    private record Part(Slice slice, PartialTable partials) {}

    private final AlignedMetric metric;
    private final AlignedWindow window;
    private final BlockForm form;
    private final SliceIndex index;
    private final SliceBlocks blocks;
    private final HeldSlices held;
    private final MergedPages pages;

    private final long first;
    private final KeyTable keys = new KeyTable();
    private final List<List<EndRun>> ends = new ArrayList<>();
    private long last;

    private KeyTable wanted = new KeyTable();
    private PartialTable core;
    private final List<Part> left = new ArrayList<>();
    private final List<Part> right = new ArrayList<>();

    /* Slices whose events were late for some of these windows. */
    private final List<Part> partly = new ArrayList<>();

    private final Rows sums;
    private final Rows total;

    /**
     * @param first the first end
     */
    RevisedWindows(
            AlignedMetric metric,
            AlignedWindow window,
            long first,
            SliceIndex index,
            SliceBlocks blocks,
            HeldSlices held,
            MergedPages pages) {
        this.metric = metric;
        this.window = window;
        this.first = first;
        this.index = index;
        this.blocks = blocks;
        this.held = held;
        this.pages = pages;
        form = metric.form();
        last = first;
        core = form.table();
        sums = new Rows(form.accumulators());
        total = new Rows(form.accumulators());
    }

    /** Windows that are to be published again for a key; each begins before {@code first}. */
    void add(KeyTable from, int key, EndRun run) {
        int number = keys.number(from, key);
        if (number == ends.size()) {
            ends.add(new ArrayList<>());
        }
        ends.get(number).add(run);
        last = Math.max(last, run.last());
    }

    /**
     * Publishes them.
     *
     * @param roomy whether there is heap for merged pages that will be used again
     */
    void publish(boolean roomy) {
        int slices = 1 + count(window.start(first), window.start(last)) + count(first, last);
        int atOnce = Math.max(1, PARTIALS / slices);
        for (int from = 0; from < keys.size(); from += atOnce) {
            int to = Math.min(keys.size(), from + atOnce);
            gather(from, to, roomy);
            for (int key = from; key < to; key++) {
                publish(key);
            }
        }
    }

    private int count(long start, long end) {
        int count = 0;
        for (var each = index.between(start, end).iterator(); each.hasNext(); each.next()) {
            count++;
        }
        return count;
    }

    private void gather(int from, int to, boolean roomy) {
        wanted = new KeyTable();
        for (int key = from; key < to; key++) {
            wanted.number(keys, key);
        }
        left.clear();
        right.clear();
        partly.clear();
        core = form.table();
        long start = window.start(first);
        long coreStart = window.start(last);
        gather(start, coreStart, left);
        gather(first, last, right);
        gatherCore(coreStart, roomy);
        for (Slice slice : held.between(start, last, Long.MIN_VALUE, last)) {
            gather(slice, held.blocks(slice), partly);
        }
    }

    private void gather(long start, long end, List<Part> into) {
        for (SliceIndex.Entry entry : index.between(start, end)) {
            gather(entry.slice(), blocks.of(entry), into);
        }
    }

    private void gather(Slice slice, List<byte[]> stored, List<Part> into) {
        var partials = form.table();
        stored.forEach(block -> form.mergeInto(partials, block, wanted));
        if (partials.size() > 0) {
            into.add(new Part(slice, partials));
        }
    }

    private void gatherCore(long coreStart, boolean roomy) {
        long at = coreStart;
        for (long page : index.pagesWithin(coreStart, first)) {
            if (roomy || pages.known(page).isPresent()) {
                gatherCore(at, page);
                core.mergeOnly(pages.get(page), wanted);
                at = index.endOfPage(page);
            }
        }
        gatherCore(at, first);
    }

    private void gatherCore(long start, long end) {
        for (SliceIndex.Entry entry : index.between(start, end)) {
            blocks.of(entry).forEach(block -> form.mergeInto(core, block, wanted));
        }
    }

    private void publish(int key) {
        long[] changed = ends(key);
        int running = changed.length;
        sums.reserve(running);
        sums.clear(running);
        merge(core, key, sums, running);
        int next = left.size() - 1;
        for (int i = changed.length - 1; i >= 0; i--) {
            long start = window.start(changed[i]);
            for (; next >= 0 && left.get(next).slice().start() >= start; next--) {
                merge(left.get(next).partials(), key, sums, running);
            }
            sums.set(i, sums, running);
        }
        sums.clear(running);
        next = 0;
        for (int i = 0; i < changed.length; i++) {
            for (; next < right.size() && right.get(next).slice().start() < changed[i]; next++) {
                merge(right.get(next).partials(), key, sums, running);
            }
            total.set(0, sums, i);
            total.merge(0, sums, running);
            mergePartly(key, changed[i]);
            metric.publish(window, changed[i], keys, key, total, 0);
            metric.cells().revised();
        }
    }

    private void mergePartly(int key, long end) {
        for (Part part : partly) {
            var slice = part.slice();
            if (slice.from() <= end && slice.start() < end && slice.start() >= window.start(end)) {
                merge(part.partials(), key, total, 0);
            }
        }
    }

    private void merge(PartialTable from, int key, Rows into, int row) {
        int found = from.keys().find(keys, key);
        if (found >= 0) {
            into.merge(row, from.rows(), found);
        }
    }

    /** The ends of a key's windows, ascending, each once. */
    private long[] ends(int key) {
        var all = ends.get(key).stream().sorted(EndRun.BY_FIRST).toList();
        var distinct = new ArrayList<Long>();
        long done = Long.MIN_VALUE;
        for (EndRun run : all) {
            var rest = run.after(window, done);
            for (long end = rest.first(); end <= rest.last(); end = window.nextEnd(end)) {
                distinct.add(end);
            }
            done = Math.max(done, run.last());
        }
        return distinct.stream().mapToLong(end -> end).toArray();
    }
}
