package org.tallystick.engine;

import java.util.OptionalLong;
import java.util.function.Consumer;
import org.tallystick.window.AlignedWindow;

/** Assembles the aligned windows of one metric. */
final class AlignedPart implements Assembler.Part {
    private static final int MERGE_AT = 8;

    private final String name;
    private final int digest;
    private final long retention;
    private final Slicing slicing;
    private final Accumulators layout;
    private final BlockStore store;
    private final Timers timers;
    private final CellOutput cells;

    AlignedPart(
            MetricLayout metric,
            long retention,
            BlockStore store,
            Timers timers,
            Assembler.Output output) {
        name = metric.name();
        digest = metric.digest();
        this.retention = retention;
        slicing = new Slicing(metric.windows());
        layout = new Accumulators(metric);
        this.store = store;
        this.timers = timers;
        cells = new CellOutput(metric, output);
    }

    private SliceIndex index() {
        byte[] bytes = store.get(StateNames.index(name));
        return bytes == null ? new SliceIndex() : SliceIndex.decode(bytes);
    }

    @Override
    public void add(Partials partials) {
        var index = index();
        index.reach(timers.reached());
        var slice = new Slice(partials.start, partials.end, partials.from);
        boolean open = false;
        for (AlignedWindow window : slicing.windows()) {
            open |= revise(window, slice, partials.block, index);
        }
        if (open) {
            store.put(StateNames.block(name, slice, index.addBlock(slice)), partials.block);
            mergeBlocks(slice, index);
            schedule(index);
        }
        keep(index);
    }

    /** A bucket without slices has no state: how far it has come, the timers know. */
    private void keep(SliceIndex index) {
        if (index.isEmpty()) {
            store.remove(StateNames.index(name));
        } else {
            store.put(StateNames.index(name), index.encode());
        }
    }

    /**
     * Publishes again what the block changes in windows that have fired, and counts it for those
     * that are gone.
     *
     * @return whether any window of the slice can still use the block
     */
    private boolean revise(AlignedWindow window, Slice slice, byte[] block, SliceIndex index) {
        long last = window.lastEnd(slice.start());
        long end = window.firstEnd(Math.max(slice.start(), slice.from() - 1));
        for (; end <= last && end - 1 <= index.reached(); end = window.nextEnd(end)) {
            if (end - 1 + retention <= index.reached()) {
                afterIdle(window, end, block);
            } else {
                revise(window, end, block, index);
            }
        }
        return last - 1 + retention > index.reached() && last >= slice.from();
    }

    private void revise(AlignedWindow window, long end, byte[] block, SliceIndex index) {
        var added = new PartialTable(layout);
        added.merge(block(block));
        var table = new PartialTable(layout);
        long start = window.start(end);
        eachBlock(start, end, index, stored -> table.mergeOnly(stored, added.keys()));
        int published = table.size();
        table.merge(block(block));
        var revisions = revisions(window, end);
        for (int row = 0; row < table.size(); row++) {
            int revision = row < published ? revisions.next(table.keys(), row) : 0;
            publish(window, start, end, table, row, revision);
        }
        keep(revisions, window, end, index);
    }

    private void publish(
            AlignedWindow window, long start, long end, PartialTable table, int row, int revision) {
        cells.publish(
                window,
                start,
                end,
                table.keys().keys(),
                table.keys().start(row),
                table.rows(),
                row,
                revision);
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
        for (int block = 0; block < blocks; block++) {
            to.accept(block(store.get(StateNames.block(name, slice, block))));
        }
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
        var index = index();
        for (AlignedWindow window : slicing.windows()) {
            fire(window, time, index);
        }
        index.reach(time);
        dropSlices(index);
        dropRevisions(index);
        schedule(index);
        keep(index);
    }

    /** Fires the windows whose end has been passed since the last time. */
    private void fire(AlignedWindow window, long time, SliceIndex index) {
        for (long end = nextEnd(window, index); end - 1 <= time; end = window.nextEnd(end)) {
            fireAt(window, end, index);
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
