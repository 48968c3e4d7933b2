package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.RealHeap;
import org.tallystick.aggregate.TestColumns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.engine.Partials;
import org.tallystick.engine.Slice;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.table.KeyCodec;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.window.Windows;

/** What a bucket of aligned windows says that it holds, against what it does. */
class BucketHeapTest {
    private static final long STEP = 10_000;

    /** Keeps no cells, which would share their keys with the bucket. */
    private static final Assembler.Output NOWHERE =
            new Assembler.Output() {
                @Override
                public void cell(Cell cell) {}

                @Override
                public void ledger(LedgerEntry entry) {}

                @Override
                public void dropped(Partials partials) {}
            };

    private final MemoryBuckets store = new MemoryBuckets();
    private final HeapBudget budget = new HeapBudget(Long.MAX_VALUE);

    @ParameterizedTest(name = "{0}, {1} keys of {2} characters, {3} slices")
    @CsvSource({
        "sliding 10 min every 10 s, 10, 8, 150",
        "sliding 10 min every 10 s, 500, 8, 150",
        "sliding 10 min every 10 s, 20, 5000, 90",
        "sliding 6 h every 10 s, 1, 8, 2500",
        "tumbling 10 s, 500, 8, 100",
    })
    void aBucketSaysWhatItHolds(String window, int keys, int length, int slices) {
        var bound = metric(window);
        var fromNothing = Continuation.ofNothing("p", List.of(bound.definition()));
        var metric = new AlignedMetric(bound, fromNothing.metric(bound.name()), 10 * STEP, NOWHERE);
        var bucket = new AlignedBucket(metric, store, store, budget);
        for (int slice = 0; slice < slices; slice++) {
            long start = slice * STEP;
            bucket.add(
                    new Slice(start, start + STEP, start + STEP),
                    block(metric, bound, keys, length));
            bucket.fire(start + STEP - 1);
            if (slice % 40 == 39) {
                long late = start - 5 * STEP;
                bucket.add(
                        new Slice(late, late + STEP, late + STEP),
                        block(metric, bound, keys, length));
                bucket.publishRevisions();
            }
        }

        var shared = new Object[] {metric, store, budget, bound};
        long others = RealHeap.of(shared);
        long all = RealHeap.of(new Object[] {metric, store, budget, bound, bucket});
        RealHeap.assertClose(window, bucket.bytes(), all - others);
        bucket.shed();
        if (window.startsWith("sliding")) {
            assertThat(bucket.bytes()).isLessThan((all - others) / 2);
        }
    }

    private static byte[] block(AlignedMetric metric, BoundMetric bound, int keys, int length) {
        var table = metric.form().table();
        var codec = new KeyCodec(bound.keys());
        for (int key = 0; key < keys; key++) {
            var event = TestColumns.of(key + "x".repeat(length), 0.5 + key);
            var bytes = new ByteBuilder();
            codec.encode(event, bytes);
            long hash = KeyTable.hash(bytes.bytes(), 0, bytes.size());
            table.add(hash, bytes.bytes(), bytes.size(), event);
        }
        return metric.form().block(table);
    }

    private static BoundMetric metric(String window) {
        var argument = new MetricDefinition.Argument("`v`", ValueType.DOUBLE);
        var sum = new MetricDefinition.Aggregate("sum", "sum", List.of(argument), List.of());
        return new BoundMetric(
                "m",
                "",
                -1,
                List.of(new KeyColumn("k", "`k`", Columns.FIRST, ValueType.STRING)),
                List.of(NamedAggregator.of(sum, List.of(Columns.FIRST + 1))),
                List.of(Windows.parse(window)));
    }
}
