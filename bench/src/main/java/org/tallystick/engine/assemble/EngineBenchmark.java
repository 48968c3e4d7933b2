package org.tallystick.engine.assemble;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Slice;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.table.Accumulators;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.PartialTable;
import org.tallystick.engine.table.Rows;

/**
 * The steps of the engine, each for one partial of a metric with count and an exact sum of doubles;
 * 10,000 keys of 9 bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EngineBenchmark {
    private static final int KEYS = 10_000;
    private static final int SLICES = 60;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Spend event = new Spend();
    private final byte[][] keys = new byte[KEYS][];
    private BlockForm form;
    private SliceBlocks blocks;
    private Accumulators accumulators;
    private BoundMetric metric;
    private PartialTable full;
    private Rows sum;
    private byte[] block;
    private SlidingTotals totals;
    private SliceIndex index;
    private long end;

    /** Makes a full table, and sixty slices of a sliding window. */
    @Setup
    public void setUp() {
        metric = Spend.metric("sliding 10 min every 10 s");
        accumulators = new Accumulators(metric);
        for (int key = 0; key < KEYS; key++) {
            keys[key] = Spend.key(key);
        }
        full = table();
        form = new BlockForm(metric);
        block = form.block(full);
        sum = new Rows(accumulators);
    }

    private PartialTable table() {
        var table = new PartialTable(accumulators);
        for (byte[] key : keys) {
            insert(table, key);
        }
        return table;
    }

    private void insert(PartialTable table, byte[] key) {
        event.amount = random.nextInt(50_000) / 100.0;
        table.add(KeyTable.hash(key, 0, key.length), key, key.length, event);
    }

    /** Fills the window anew, so that each firing below slides by one. */
    @Setup(Level.Iteration)
    public void slide() {
        var store = new MapStore();
        index = new SliceIndex(store, "spend");
        blocks = new SliceBlocks(store, index, "spend", form);
        totals = new SlidingTotals(form, index, blocks, new HeldSlices(store, "spend"), 64);
        end = 0;
    }

    /** Adds to an exact sum, with count and fingerprint beside it. */
    @Benchmark
    public void exactSum() {
        event.amount = random.nextInt(50_000) / 100.0;
        sum.add(0, event);
    }

    /** Adds an event to its key's partial in a table that has it. */
    @Benchmark
    public void tableInsert() {
        insert(full, keys[random.nextInt(KEYS)]);
    }

    /** Writes a partial into a block. */
    @Benchmark
    @OperationsPerInvocation(KEYS)
    public byte[] blockSerialization() {
        return form.block(full);
    }

    /** Merges a partial of a block into a table that does not have its key. */
    @Benchmark
    @OperationsPerInvocation(KEYS)
    public Object blockMerge() {
        var table = new PartialTable(accumulators);
        form.mergeInto(table, block);
        return table;
    }

    /** Slides a window of 60 slices by one and makes its results: per result. */
    @Benchmark
    @OperationsPerInvocation(KEYS)
    public Object firing() {
        var slice = new Slice(end, end + 10_000, end + 10_000);
        blocks.add(slice, block);
        end += 10_000;
        long start = end - SLICES * 10_000L;
        totals.advance(start, end);
        if (index.first().slice().start() < start) {
            blocks.drop(index.first());
        }
        var results = new ArrayList<Object>(totals.size());
        for (int row = 0; row < totals.size(); row++) {
            results.add(totals.totals(row).results(0));
        }
        return results;
    }
}
