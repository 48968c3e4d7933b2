package org.tallystick.engine.assemble;

import java.util.Optional;
import java.util.TreeMap;
import org.tallystick.engine.Slice;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.table.PartialTable;

/**
 * Pages of slices, each merged into one table of partials, on the heap.
 *
 * <p>A revised window of many slices is made of a few of these and of the slices at its edges. A
 * page is merged when it is first asked for; what comes later for its slices is merged into it.
 */
final class MergedPages {
    private static final long ENTRY_BYTES = 120;

    /**
     * @param end where its slices end, epoch ms: a page that was split since is another one
     */
    private record Merged(long end, PartialTable table) {}

    private final SliceIndex index;
    private final SliceBlocks blocks;
    private final BlockForm form;
    private final TreeMap<Long, Merged> pages = new TreeMap<>();
    private long bytes;

    MergedPages(SliceIndex index, SliceBlocks blocks, BlockForm form) {
        this.index = index;
        this.blocks = blocks;
        this.form = form;
    }

    /** A page of the index by its first start, if it has been merged. */
    Optional<PartialTable> known(long first) {
        var page = pages.get(first);
        if (page != null && page.end() != index.endOfPage(first)) {
            forget(page);
            pages.remove(first);
            page = null;
        }
        return Optional.ofNullable(page).map(Merged::table);
    }

    private void forget(Merged page) {
        bytes -= ENTRY_BYTES + page.table().bytes();
    }

    /** A page of the index by its first start, merged now if it has not been. */
    PartialTable get(long first) {
        return known(first).orElseGet(() -> merge(first));
    }

    private PartialTable merge(long first) {
        long end = index.endOfPage(first);
        var table = form.table();
        for (SliceIndex.Entry entry : index.between(first, end)) {
            blocks.of(entry).forEach(block -> form.mergeInto(table, block));
        }
        pages.put(first, new Merged(end, table));
        bytes += ENTRY_BYTES + table.bytes();
        return table;
    }

    /** A block has been stored of a slice. */
    void arrived(Slice slice, byte[] block) {
        var page = pages.floorEntry(slice.start());
        if (page != null && slice.start() < page.getValue().end()) {
            var table = page.getValue().table();
            long before = table.bytes();
            form.mergeInto(table, block);
            bytes += table.bytes() - before;
        }
    }

    /** Slices that start before have been dropped. */
    void dropBefore(long start) {
        var old = pages.headMap(start);
        old.values().forEach(this::forget);
        old.clear();
    }

    void clear() {
        pages.clear();
        bytes = 0;
    }

    /** Bytes of heap held. */
    long bytes() {
        return bytes;
    }
}
