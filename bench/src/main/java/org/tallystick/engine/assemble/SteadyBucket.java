package org.tallystick.engine.assemble;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.window.AlignedWindow;

/**
 * One bucket of a metric with a sliding window, which has slid for so long that as many slices come
 * as go. Every key has an event in every slice; windows can be revised for as long as they are.
 */
final class SteadyBucket implements Timers, Assembler.Output {
    private static final long HEAP_BYTES = 256L << 20;

    private final MapStore store = new MapStore();
    private final TreeMap<Long, String> timers = new TreeMap<>();
    private final AlignedWindow window;
    private final Assembler assembler;
    private final Partials all;
    private final Partials one;
    private long end;
    private long reached = Long.MIN_VALUE;
    private long cells;
    private long storedBefore;
    private Cell last;

    SteadyBucket(String windowText, int keys) {
        var metric = Spend.metric(windowText);
        window = (AlignedWindow) metric.windows().get(0);
        all = partials(metric, keys);
        one = partials(metric, 1);
        end = window.firstEnd(0);
        long size = end - window.start(end);
        assembler =
                new Assembler(
                        List.of(metric),
                        Continuation.ofNothing("bench", List.of(metric.definition())),
                        size,
                        store,
                        this,
                        this,
                        HEAP_BYTES);
        for (long filled = end + 2 * size; end < filled; ) {
            slide();
        }
        cells = 0;
        storedBefore = store.stored();
    }

    /** A slice's partials, one event each. */
    private static Partials partials(BoundMetric metric, int keys) {
        var tables = new SliceTables(List.of(metric), Lateness.none(), 1);
        var event = new Spend();
        for (int key = 0; key < keys; key++) {
            event.key = key;
            event.amount = key / 100.0;
            tables.add(event);
        }
        var blocks = new Blocks(new ArrayList<>());
        tables.handOver(Long.MAX_VALUE, blocks);
        return blocks.partials().get(0);
    }

    private record Blocks(List<Partials> partials) implements SliceTables.Output {
        @Override
        public void partials(Partials block) {
            partials.add(block);
        }

        @Override
        public void ledger(LedgerEntry entry) {
            throw new IllegalStateException("nothing is late here");
        }
    }

    /** Takes in the next slice and fires the window that ends with it. */
    void slide() {
        long next = window.nextEnd(end);
        assembler.add(at(end, next, all));
        end = next;
        reached = end - 1;
        while (!timers.isEmpty() && timers.firstKey() <= reached) {
            var due = timers.pollFirstEntry();
            assembler.onTimer(due.getValue(), due.getKey());
        }
    }

    /** Takes in one event that all its windows, which have fired, are published again for. */
    void revise() {
        long start = window.start(end);
        assembler.add(at(start, window.edgeAfter(start), one));
        assembler.settle();
    }

    private static Partials at(long start, long end, Partials like) {
        var partials = new Partials();
        partials.bucket = like.bucket;
        partials.metric = like.metric;
        partials.window = like.window;
        partials.start = start;
        partials.end = end;
        partials.from = end;
        partials.block = like.block;
        return partials;
    }

    /** How many cells were published since the last call, or since the bucket was filled. */
    long takeCells() {
        long taken = cells;
        cells = 0;
        return taken;
    }

    /** How many bytes were put into state since the bucket was filled. */
    long stored() {
        return store.stored() - storedBefore;
    }

    /** Of a metric without sessions there is but one timer at a time. */
    @Override
    public void register(String what, long time) {
        timers.put(time, what);
    }

    @Override
    public long reached() {
        return reached;
    }

    @Override
    public void cell(Cell cell) {
        cells++;
        last = cell;
    }

    /** The last cell that was published. */
    Cell last() {
        return last;
    }

    @Override
    public void dropped(Partials partials) {
        throw new IllegalStateException("nothing has changed here");
    }

    @Override
    public void ledger(LedgerEntry entry) {
        throw new IllegalStateException("no window is gone here");
    }
}
