package org.tallystick.engine.assemble;

import java.util.ArrayList;
import java.util.List;
import org.tallystick.engine.Slice;
import org.tallystick.engine.block.BlockForm;

/**
 * The blocks of a bucket's slices, in the store.
 *
 * <p>Every checkpoint and every upstream subtask brings another block of a slice that is open for
 * long. Eight blocks of a level are merged into one of the next level, so that the number of blocks
 * grows with the logarithm of what came, and a partial is written once for each level and not
 * whenever something else of its slice comes.
 *
 * <p>A slice's entry in the index holds how many blocks it has: four bits for each level, the
 * lowest level in the lowest bits.
 */
final class SliceBlocks {
    private static final int FAN = 8;
    private static final int LEVELS = Integer.SIZE / 4;

    private final BlockStore store;
    private final SliceIndex index;
    private final String part;
    private final BlockForm form;

    SliceBlocks(BlockStore store, SliceIndex index, String part, BlockForm form) {
        this.store = store;
        this.index = index;
        this.part = part;
        this.form = form;
    }

    /** Stores one more block of a slice. */
    void add(Slice slice, byte[] block) {
        index.update(slice, blocks -> add(slice, block, blocks, 0));
    }

    private int add(Slice slice, byte[] block, int blocks, int level) {
        int there = count(blocks, level);
        if (there + 1 < FAN) {
            store.put(StateNames.block(part, slice, level, there), block);
            return blocks + (1 << (4 * level));
        }
        var table = form.table();
        form.mergeInto(table, block);
        for (int number = 0; number < there; number++) {
            var name = StateNames.block(part, slice, level, number);
            form.mergeInto(table, store.get(name));
            store.remove(name);
        }
        int without = blocks & ~(15 << (4 * level));
        return add(slice, form.block(table), without, Math.min(level + 1, LEVELS - 1));
    }

    private static int count(int blocks, int level) {
        return (blocks >>> (4 * level)) & 15;
    }

    /** The blocks of a slice. */
    List<byte[]> of(SliceIndex.Entry entry) {
        var blocks = new ArrayList<byte[]>();
        names(entry).forEach(name -> blocks.add(store.get(name)));
        return blocks;
    }

    private List<String> names(SliceIndex.Entry entry) {
        var names = new ArrayList<String>();
        for (int level = 0; level < LEVELS; level++) {
            for (int number = 0; number < count(entry.blocks(), level); number++) {
                names.add(StateNames.block(part, entry.slice(), level, number));
            }
        }
        return names;
    }

    /** Drops a slice. */
    void drop(SliceIndex.Entry entry) {
        names(entry).forEach(store::remove);
        index.remove(entry.slice());
    }
}
