package org.tallystick.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.tallystick.window.AlignedWindow;

/**
 * Assembles the aligned windows of one metric.
 *
 * <p>What it keeps on the heap of a bucket, its {@link SliceIndex} and {@link SlidingTotals}, only
 * repeats what the store holds, and saves reading it again.
 */
final class AlignedPart implements Assembler.Part {
    private static final int MERGE_AT = 8;
    private static final int SPREAD = 64;

    /** A bucket: its index, and for each of the metric's windows its totals, or null. */
    private static final class Bucket {
        private final SliceIndex index;
        private final SlidingTotals[] totals;

        Bucket(SliceIndex index, int windows) {
            this.index = index;
            totals = new SlidingTotals[windows];
        }
    }

    private final String name;
    private final int digest;
    private final long retention;
    private final Slicing slicing;
    private final Accumulators layout;
    private final KeyCodec codec;
    private final BlockStore store;
    private final Timers timers;
    private final CellOutput cells;
    private final Map<Integer, Bucket> buckets = new HashMap<>();
    private final HeapBudget budget;

    AlignedPart(
            MetricLayout metric,
            long retention,
            BlockStore store,
            Timers timers,
            Assembler.Output output,
            HeapBudget budget) {
        name = metric.name();
        digest = metric.digest();
        this.retention = retention;
        slicing = new Slicing(metric.windows());
        layout = new Accumulators(metric);
        codec = new KeyCodec(metric.keys());
        this.budget = budget;
        this.store = store;
        this.timers = timers;
        cells = new CellOutput(metric, output);
    }

    private Bucket bucket() {
        return buckets.computeIfAbsent(
                store.bucket(), any -> new Bucket(index(), slicing.windows().length));
    }

    private SliceIndex index() {
        byte[] bytes = store.get(StateNames.index(name));
        return bytes == null ? new SliceIndex() : SliceIndex.decode(bytes);
    }

    @Override
    public void add(Partials partials) {
        var bucket = bucket();
        var index = bucket.index;
        index.reach(timers.reached());
        var slice = new Slice(partials.start, partials.end, partials.from);
        boolean open = false;
        var fired = new ArrayList<Fired>();
        for (AlignedWindow window : slicing.windows()) {
            open |= isOpen(window, slice, index);
            findFired(window, slice, index, partials.block, fired);
        }
        if (!fired.isEmpty()) {
            revise(fired, partials.block, index);
        }
        if (open) {
            store.put(StateNames.block(name, slice, index.addBlock(slice)), partials.block);
            for (SlidingTotals totals : bucket.totals) {
                if (totals != null) {
                    totals.arrived(slice, partials.block);
                }
            }
            mergeBlocks(slice, index);
            schedule(index);
        }
        keep(bucket);
    }

    /** A bucket without slices has no state: how far it has come, the timers know. */
    private void keep(Bucket bucket) {
        if (bucket.index.isEmpty()) {
            store.remove(StateNames.index(name));
            for (int window = 0; window < bucket.totals.length; window++) {
                drop(bucket, window);
            }
            buckets.remove(store.bucket());
        } else {
            store.put(StateNames.index(name), bucket.index.encode());
        }
    }

    private void drop(Bucket bucket, int window) {
        if (bucket.totals[window] != null) {
            budget.release(bucket.totals[window]);
            bucket.totals[window] = null;
        }
    }

    /** A window that has fired and can still be revised. */
    private record Fired(AlignedWindow window, long end) {
        long start() {
            return window.start(end);
        }
    }

    /** Whether any window of this kind can still use what comes for the slice. */
    private boolean isOpen(AlignedWindow window, Slice slice, SliceIndex index) {
        long last = window.lastEnd(slice.start());
        return last - 1 + retention > index.reached() && last >= slice.from();
    }

    /** Finds the windows to publish again, and counts the block for those that are gone. */
    private void findFired(
            AlignedWindow window, Slice slice, SliceIndex index, byte[] block, List<Fired> fired) {
        long last = window.lastEnd(slice.start());
        long end = window.firstEnd(Math.max(slice.start(), slice.from() - 1));
        for (; end <= last && end - 1 <= index.reached(); end = window.nextEnd(end)) {
            if (end - 1 + retention <= index.reached()) {
                afterIdle(window, end, block);
            } else {
                fired.add(new Fired(window, end));
            }
        }
    }

    /**
     * Publishes again what the block changes. The slices are gone through once for the few keys in
     * it, and not once for each of the windows, of which there may be many.
     */
    private void revise(List<Fired> fired, byte[] block, SliceIndex index) {
        var added = new PartialTable(layout);
        added.merge(block(block));
        long start = fired.stream().mapToLong(Fired::start).min().orElseThrow();
        long end = fired.stream().mapToLong(Fired::end).max().orElseThrow();
        var before = new ArrayList<Map.Entry<Slice, PartialTable>>();
        for (SliceIndex.Entry entry : index.between(start, end)) {
            var table = new PartialTable(layout);
            eachBlock(
                    entry.slice(), entry.blocks(), stored -> table.mergeOnly(stored, added.keys()));
            if (table.size() > 0) {
                before.add(Map.entry(entry.slice(), table));
            }
        }
        for (Fired each : fired) {
            revise(each, before, added, index);
        }
    }

    private void revise(
            Fired fired,
            List<Map.Entry<Slice, PartialTable>> before,
            PartialTable added,
            SliceIndex index) {
        var window = fired.window();
        long start = fired.start();
        long end = fired.end();
        var table = new PartialTable(layout);
        for (Map.Entry<Slice, PartialTable> each : before) {
            var slice = each.getKey();
            if (slice.start() >= start && slice.start() < end && slice.from() <= end) {
                table.merge(each.getValue());
            }
        }
        int published = table.size();
        table.merge(added);
        var revisions = revisions(window, end);
        for (int row = 0; row < table.size(); row++) {
            int revision = row < published ? revisions.next(table.keys(), row) : 0;
            publish(window, start, end, table, row, revision);
        }
        keep(revisions, window, end, index);
    }

    private void publish(
            AlignedWindow window, long start, long end, PartialTable table, int row, int revision) {
        var key = codec.decode(table.keys().keys(), table.keys().start(row));
        cells.publish(window, start, end, key, table.rows(), row, revision);
    }

    private void afterIdle(AlignedWindow window, long end, byte[] block) {
        var table = new PartialTable(layout);
        table.merge(block(block));
        long events = 0;
        long fingerprint = 0;
        for (int row = 0; row < table.size(); row++) {
            events += table.rows().events(row);
            fingerprint += table.rows().fingerprint(row);
        }
        cells.afterIdle(window, window.start(end), end, events, fingerprint);
    }

    private BlockReader block(byte[] bytes) {
        return new BlockReader(bytes, digest);
    }

    private Revisions revisions(AlignedWindow window, long end) {
        byte[] bytes = store.get(StateNames.revisions(name, window.text(), end));
        return bytes == null ? new Revisions() : Revisions.decode(bytes);
    }

    private void keep(Revisions revisions, AlignedWindow window, long end, SliceIndex index) {
        var revised = new SliceIndex.Revised(window.text(), end);
        if (!revisions.isEmpty()) {
            store.put(StateNames.revisions(name, window.text(), end), revisions.encode());
            if (!index.revised().contains(revised)) {
                index.revised().add(revised);
            }
        }
    }

    /**
     * Hands the stored blocks that the window from {@code start} to {@code end} is made of over.
     */
    private void eachBlock(long start, long end, SliceIndex index, Consumer<BlockReader> to) {
        for (SliceIndex.Entry entry : index.between(start, end)) {
            if (entry.slice().from() <= end) {
                eachBlock(entry.slice(), entry.blocks(), to);
            }
        }
    }

    private void eachBlock(Slice slice, int blocks, Consumer<BlockReader> to) {
        stored(slice, blocks).forEach(block -> to.accept(block(block)));
    }

    private List<byte[]> stored(Slice slice, int blocks) {
        var stored = new ArrayList<byte[]>(blocks);
        for (int block = 0; block < blocks; block++) {
            stored.add(store.get(StateNames.block(name, slice, block)));
        }
        return stored;
    }

    /**
     * Every checkpoint and every upstream subtask brings another block of a slice that is open for
     * long: merging them now and then keeps state in proportion to keys, not to checkpoints.
     */
    private void mergeBlocks(Slice slice, SliceIndex index) {
        int blocks = index.blocks(slice);
        if (blocks < MERGE_AT) {
            return;
        }
        var table = new PartialTable(layout);
        eachBlock(slice, blocks, table::merge);
        for (int block = 1; block < blocks; block++) {
            store.remove(StateNames.block(name, slice, block));
        }
        store.put(StateNames.block(name, slice, 0), table.toBlock(digest));
        index.merged(slice);
    }

    @Override
    public void onTimer(String what, long time) {
        var bucket = bucket();
        var index = bucket.index;
        for (int window = 0; window < slicing.windows().length; window++) {
            fire(window, time, bucket);
        }
        index.reach(time);
        dropSlices(index);
        dropRevisions(index);
        schedule(index);
        keep(bucket);
    }

    /** Fires the windows whose end has been passed since the last time. */
    private void fire(int number, long time, Bucket bucket) {
        var window = slicing.windows()[number];
        var index = bucket.index;
        for (long end = nextEnd(window, index); end - 1 <= time; end = window.nextEnd(end)) {
            if (slides(window, end) && hasRoomFor(bucket.totals[number])) {
                slideTo(number, end, bucket);
            } else {
                drop(bucket, number);
                fireAt(window, end, index);
            }
        }
    }

    /**
     * Whether the next window has slices in common with this one, and copies of its rows are cheap.
     */
    private boolean slides(AlignedWindow window, long end) {
        return !layout.changesObjects() && window.start(window.nextEnd(end)) < end;
    }

    private boolean hasRoomFor(SlidingTotals totals) {
        return totals == null ? budget.isRoomy() : budget.isLeft();
    }

    private void slideTo(int number, long end, Bucket bucket) {
        var window = slicing.windows()[number];
        if (bucket.totals[number] == null) {
            int spread = 1 + Math.floorMod(store.bucket(), SPREAD);
            bucket.totals[number] = new SlidingTotals(layout, codec, digest, this::stored, spread);
        }
        var totals = bucket.totals[number];
        long start = window.start(end);
        totals.advance(start, end, bucket.index);
        budget.keep(totals, totals.bytes());
        for (int row = 0; row < totals.size(); row++) {
            if (totals.events(row) > 0) {
                cells.publish(window, start, end, totals.key(row), totals.totals(row), 0, 0);
            }
        }
    }

    private void fireAt(AlignedWindow window, long end, SliceIndex index) {
        var table = new PartialTable(layout);
        long start = window.start(end);
        eachBlock(start, end, index, table::merge);
        for (int row = 0; row < table.size(); row++) {
            publish(window, start, end, table, row, 0);
        }
    }

    /**
     * The first end of a window that has data and has not fired, or the end of time. Window
     * arithmetic with time zones is dear, so this asks for a window or two, not for those of every
     * slice.
     */
    private static long nextEnd(AlignedWindow window, SliceIndex index) {
        long reached = index.reached() + 1;
        OptionalLong slice = index.firstStart();
        while (slice.isPresent()) {
            long end = window.firstEnd(Math.max(reached, slice.getAsLong()));
            for (long start = window.start(end); index.any(start, end); ) {
                if (index.anyFor(start, end)) {
                    return end;
                }
                end = window.nextEnd(end);
                start = window.start(end);
            }
            slice = index.firstStartFrom(end);
        }
        return Long.MAX_VALUE;
    }

    /** Slices are in order of time, and so are the times when they can go. */
    private void dropSlices(SliceIndex index) {
        while (!index.isEmpty() && dropTime(index.first().slice()) <= index.reached()) {
            var entry = index.first();
            for (int block = 0; block < entry.blocks(); block++) {
                store.remove(StateNames.block(name, entry.slice(), block));
            }
            index.remove(entry.slice());
        }
    }

    /** When no window can use the slice any more, not even to be revised. */
    private long dropTime(Slice slice) {
        return slicing.lastEnd(slice.start()) - 1 + retention;
    }

    private void dropRevisions(SliceIndex index) {
        for (var each = index.revised().iterator(); each.hasNext(); ) {
            var revised = each.next();
            if (revised.end() - 1 + retention <= index.reached()) {
                store.remove(StateNames.revisions(name, revised.window(), revised.end()));
                each.remove();
            }
        }
    }

    private void schedule(SliceIndex index) {
        if (index.isEmpty()) {
            return;
        }
        long due = dropTime(index.first().slice());
        for (AlignedWindow window : slicing.windows()) {
            due = Math.min(due, nextEnd(window, index) - 1);
        }
        timers.register(name, due);
    }
}
