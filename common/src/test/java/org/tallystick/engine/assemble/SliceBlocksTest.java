package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.TestColumns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.Slice;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.table.KeyCodec;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.window.Windows;

/** Blocks of a slice are merged into levels, so that none is written again and again. */
class SliceBlocksTest {
    private static final Slice SLICE = new Slice(0, 10, 10);
    private static final BoundMetric METRIC =
            new BoundMetric(
                    "m",
                    "",
                    -1,
                    List.of(new KeyColumn("k", "`k`", Columns.FIRST, ValueType.LONG)),
                    List.of(),
                    List.of(Windows.parse("tumbling 10 ms")));

    private final MemoryBuckets store = new MemoryBuckets();
    private final BlockForm form = new BlockForm(METRIC);
    private final SliceIndex index = new SliceIndex(store, "m");
    private final SliceBlocks blocks = new SliceBlocks(store, index, "m", form);

    @Test
    void aSliceHasFewBlocksAndNoneIsLost() {
        long written = 0;
        for (int i = 1; i <= 10_000; i++) {
            byte[] block = block(i);
            written += block.length;
            blocks.add(SLICE, block);
            if (i % 1_000 == 0) {
                assertThat(blocks.of(index.first())).hasSizeLessThanOrEqualTo(7 * 5);
                assertThat(Tallies.of(all(), form).events()).isEqualTo(i);
            }
        }
        // 10,000 is less than 8^5: a partial is written at most once for each of five levels.
        assertThat(store.written()).isLessThanOrEqualTo(5 * written);
        blocks.drop(index.first());
        index.drop();
        assertThat(store.isEmpty()).isTrue();
    }

    private byte[] all() {
        var table = form.table();
        blocks.of(index.first()).forEach(block -> form.mergeInto(table, block));
        return form.block(table);
    }

    private byte[] block(long key) {
        var table = form.table();
        var bytes = new ByteBuilder();
        var event = TestColumns.of(key);
        new KeyCodec(METRIC.keys()).encode(event, bytes);
        table.add(
                KeyTable.hash(bytes.bytes(), 0, bytes.size()), bytes.bytes(), bytes.size(), event);
        return form.block(table);
    }
}
