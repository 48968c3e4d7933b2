package org.tallystick.engine.assemble;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.tallystick.engine.EndRun;
import org.tallystick.engine.Slice;
import org.tallystick.engine.Tally;
import org.tallystick.window.AlignedWindow;

/**
 * The aligned windows of one bucket of a metric: slices come in, cells go out.
 *
 * <p>A block is stored with its slice. If a window that has fired holds the slice, its cells are to
 * be revised, which is done for many blocks at once by {@link #publishRevisions}. Slices are
 * dropped when no window can use them any more. What is on the heap beside the index, the totals
 * and the merged pages, only repeats what the store holds and saves reading it again.
 */
final class AlignedBucket implements HeapBudget.Holder {
    private static final int SPREAD = 64;

    /** What a bucket takes with next to nothing in it, bytes. */
    private static final long EMPTY_BYTES = 2_600;

    private final AlignedMetric metric;
    private final Timers timers;
    private final HeapBudget budget;
    private final int number;
    private final SliceIndex index;
    private final SliceBlocks blocks;
    private final HeldSlices held;
    private final MergedPages pages;
    private final Revisions revisions;
    private final SlidingTotals[] totals;

    /** When its timer is due, epoch ms; the end of time where none was asked for. */
    private long scheduled = Long.MAX_VALUE;

    /** The bucket that the store is at. */
    AlignedBucket(AlignedMetric metric, BlockStore store, Timers timers, HeapBudget budget) {
        this.metric = metric;
        this.timers = timers;
        this.budget = budget;
        number = store.bucket();
        index = new SliceIndex(store, metric.name());
        blocks = new SliceBlocks(store, index, metric.name(), metric.form());
        held = new HeldSlices(store, metric.name());
        pages = new MergedPages(index, blocks, metric.form());
        revisions = new Revisions(metric, index, blocks, held, pages);
        totals = new SlidingTotals[metric.windows().length];
    }

    int number() {
        return number;
    }

    /** A bucket without slices has no state: how far it has come, the timers know. */
    boolean isEmpty() {
        return index.isEmpty() && held.isEmpty();
    }

    boolean hasRevisions() {
        return !revisions.isEmpty();
    }

    /** Takes in a block of a slice. */
    void add(Slice slice, byte[] block) {
        index.reach(timers.reached());
        countForWindowsGone(slice, block);
        if (!metric.isOpen(slice, index.reached())) {
            return;
        }
        if (metric.mayBeUnpublished(slice)) {
            countUnpublished(slice, block);
        }
        if (slice.from() > slice.end()) {
            held.add(slice, block);
        } else {
            addWhole(slice, block);
        }
        for (SlidingTotals each : totals) {
            if (each != null) {
                each.arrived(slice, block);
            }
        }
        revisions.note(slice, block);
        schedule();
    }

    /** Adds a block to a slice that counts for all its windows. */
    private void addWhole(Slice slice, byte[] block) {
        blocks.add(slice, block);
        pages.arrived(slice, block);
    }

    /** Where a partition was idle, windows may be gone that its events are not late for. */
    private void countForWindowsGone(Slice slice, byte[] block) {
        Optional<Tally> missed = Optional.empty();
        for (AlignedWindow window : metric.windows()) {
            var run = EndRun.of(window, slice).upTo(window, metric.gone(index.reached()));
            if (!run.isEmpty()) {
                missed = missed.or(() -> Optional.of(Tallies.of(block, metric.form())));
                metric.cells().afterIdle(window, run, missed.get());
            }
        }
    }

    private void countUnpublished(Slice slice, byte[] block) {
        var events = Tallies.of(block, metric.form());
        for (int kind = 0; kind < metric.windows().length; kind++) {
            var run = metric.unpublished(kind, slice, index.reached());
            if (!run.isEmpty()) {
                metric.cells().unpublished().count(metric.windows()[kind], run, events);
            }
        }
    }

    /** Fires all windows that have ended by {@code time} and drops what nothing needs any more. */
    void fire(long time) {
        if (scheduled <= time) {
            scheduled = Long.MAX_VALUE;
        }
        for (int window = 0; window < totals.length; window++) {
            fire(window, time);
        }
        index.reach(time);
        releaseHeld();
        dropSlices();
        schedule();
    }

    private void fire(int kind, long time) {
        var window = metric.windows()[kind];
        long end = nextEnd(window, AlignedMetric.fired(index.reached()));
        while (end - 1 <= time) {
            if (slides(window, end) && hasRoomFor(totals[kind])) {
                slideTo(kind, end);
            } else {
                totals[kind] = null;
                fireAt(window, end);
            }
            metric.cells().fired(end);
            end = nextEnd(window, end);
        }
    }

    /**
     * Whether the next window has slices in common with this one, and copies of its rows are cheap.
     */
    private boolean slides(AlignedWindow window, long end) {
        return !metric.form().accumulators().changesObjects()
                && window.start(window.nextEnd(end)) < end;
    }

    private boolean hasRoomFor(SlidingTotals kept) {
        return kept == null ? budget.isRoomy() : budget.isLeft();
    }

    private void slideTo(int kind, long end) {
        if (totals[kind] == null) {
            int spread = 1 + Math.floorMod(number, SPREAD);
            totals[kind] = new SlidingTotals(metric.form(), index, blocks, held, spread);
        }
        var window = metric.windows()[kind];
        var sums = totals[kind];
        sums.advance(window.start(end), end);
        for (int row = 0; row < sums.size(); row++) {
            if (sums.events(row) > 0) {
                metric.publish(window, end, sums.key(row, metric.codec()), sums.totals(row), 0);
            }
        }
    }

    private void fireAt(AlignedWindow window, long end) {
        var table = metric.form().table();
        long start = window.start(end);
        for (SliceIndex.Entry entry : index.between(start, end)) {
            blocks.of(entry).forEach(block -> metric.form().mergeInto(table, block));
        }
        for (Slice slice : held.between(start, end, Long.MIN_VALUE, end)) {
            held.blocks(slice).forEach(block -> metric.form().mergeInto(table, block));
        }
        for (int row = 0; row < table.size(); row++) {
            metric.publish(window, end, table.keys(), row, table.rows(), row);
        }
    }

    /** The first end after another of a window that has data, or the end of time. */
    private long nextEnd(AlignedWindow window, long after) {
        long next = nextEndOfWhole(window, after);
        for (Slice slice : held.all()) {
            var run = EndRun.of(window, slice).after(window, after);
            next = run.isEmpty() ? next : Math.min(next, run.first());
        }
        return next;
    }

    /**
     * Window arithmetic with time zones is dear, so this asks for a window or two, not for those of
     * every slice.
     */
    private long nextEndOfWhole(AlignedWindow window, long after) {
        OptionalLong slice = index.firstStart();
        while (slice.isPresent()) {
            long end = window.firstEnd(Math.max(after, slice.getAsLong()));
            if (index.any(window.start(end), end)) {
                return end;
            }
            slice = index.firstStartFrom(end);
        }
        return Long.MAX_VALUE;
    }

    /** Slices count for all windows once those are gone that they were late for. */
    private void releaseHeld() {
        while (!held.isEmpty() && metric.releaseTime(held.first()) <= index.reached()) {
            var released = held.poll();
            var slice = released.getKey();
            for (byte[] block : released.getValue()) {
                for (SlidingTotals each : totals) {
                    if (each != null) {
                        each.released(slice, block);
                    }
                }
                addWhole(slice.whole(), block);
            }
        }
    }

    /** Slices are in order of time, and so are the times when they can go. */
    private void dropSlices() {
        while (!index.isEmpty() && metric.dropTime(index.first().slice()) <= index.reached()) {
            blocks.drop(index.first());
        }
        pages.dropBefore(index.firstStart().orElse(Long.MAX_VALUE));
        if (index.isEmpty()) {
            Arrays.fill(totals, null);
        }
    }

    private void schedule() {
        long due = Long.MAX_VALUE;
        long fired = AlignedMetric.fired(index.reached());
        if (!index.isEmpty()) {
            due = metric.dropTime(index.first().slice());
            for (AlignedWindow window : metric.windows()) {
                due = Math.min(due, nextEndOfWhole(window, fired) - 1);
            }
        }
        if (!held.isEmpty()) {
            long from = held.first().from();
            due = Math.min(due, metric.releaseTime(held.first()));
            for (AlignedWindow window : metric.windows()) {
                due = Math.min(due, window.firstEnd(Math.max(fired, from - 1)) - 1);
            }
        }
        if (due < scheduled) {
            scheduled = due;
            timers.register(metric.name(), due);
        }
    }

    /** Publishes the cells again that blocks have changed since the last time. */
    void publishRevisions() {
        revisions.publish(budget.isRoomy());
    }

    /** Stores all that the store does not have yet; it is at this bucket. */
    void flush() {
        held.flush();
        if (isEmpty()) {
            index.drop();
        } else {
            index.flush();
        }
    }

    @Override
    public long bytes() {
        long bytes = EMPTY_BYTES + index.bytes() + held.bytes() + pages.bytes() + revisions.bytes();
        for (SlidingTotals each : totals) {
            bytes += each == null ? 0 : each.bytes();
        }
        return bytes;
    }

    @Override
    public void shed() {
        pages.clear();
        Arrays.fill(totals, null);
    }
}
