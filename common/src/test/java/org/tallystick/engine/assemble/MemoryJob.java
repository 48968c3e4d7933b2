package org.tallystick.engine.assemble;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.Step;

/**
 * The engine's two halves as a job runs them: some subtasks with tables, and one assembler; with
 * watermarks, snapshots, crashes and rescaling, all in memory.
 *
 * <p>Steps must be those of an interleaving with one subtask for each partition: which of the job's
 * own subtasks reads which partitions may change with every snapshot.
 */
final class MemoryJob {
    private static final int MOST_SUBTASKS = 3;

    /** None, room for some of the windows, room for all. */
    private static final long[] HEAP_BYTES = {0, 100_000, Long.MAX_VALUE};

    private final Trial trial;
    private final int buckets;
    private final int budget;
    private final RandomGenerator random;
    private Continuation continuation;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Published everything = new Published();
    private SliceTables[] tables;
    private Assembler assembler;
    private MemoryBuckets state = new MemoryBuckets();
    private Published published = new Published();
    private long[] watermarks;
    private int added;
    private int step;
    private int crashes;

    @SuppressWarnings("ArrayRecordComponent") // nobody compares it
    private record Snapshot(
            MemoryBuckets state, Published published, List<Long> watermarks, int step) {}

    /**
     * @param budget after how many events everything is handed over
     */
    MemoryJob(Trial trial, int buckets, int budget, RandomGenerator random) {
        this(trial, buckets, budget, random, TrialMetric.fromNothing());
    }

    /** The same from a start that may not have seen all. */
    MemoryJob(
            Trial trial,
            int buckets,
            int budget,
            RandomGenerator random,
            Continuation continuation) {
        this.continuation = continuation;
        this.trial = trial;
        this.buckets = buckets;
        this.budget = budget;
        this.random = random;
        watermarks = new long[trial.partitions().size()];
        Arrays.fill(watermarks, Long.MIN_VALUE);
        start();
    }

    /** New instances of everything, as after a restore. */
    private void start() {
        tables = new SliceTables[1 + random.nextInt(MOST_SUBTASKS)];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new SliceTables(TrialMetric.layouts(), trial.lateness(), buckets);
        }
        var output =
                new Assembler.Output() {
                    @Override
                    public void cell(Cell cell) {
                        published.cell(cell);
                        everything.cell(cell);
                    }

                    @Override
                    public void ledger(LedgerEntry entry) {
                        published.ledger(entry);
                    }

                    @Override
                    public void dropped(Partials partials) {
                        published.dropped(partials);
                    }
                };
        long heap = HEAP_BYTES[random.nextInt(HEAP_BYTES.length)];
        assembler =
                new Assembler(
                        TrialMetric.layouts(),
                        continuation,
                        trial.allowed(),
                        state,
                        state,
                        output,
                        heap);
    }

    MemoryJob run(List<Step> steps) {
        for (step = 0; step < steps.size(); step++) {
            take(steps.get(step));
        }
        assembler.settle();
        return this;
    }

    private void take(Step next) {
        if (next instanceof Step.Arrival arrival) {
            arrive(arrival.event());
        } else if (next instanceof Step.Watermark watermark) {
            watermarks[watermark.subtask()] = watermark.timestamp();
            advance(watermark.subtask() % tables.length);
        } else {
            snapshot();
        }
    }

    private void arrive(OracleEvent event) {
        var table = tables[event.partition() % tables.length];
        table.add(Trial.columns(event));
        if (++added % budget == 0) {
            handOver(table, Long.MAX_VALUE);
        }
    }

    private void advance(int subtask) {
        long lowest = Long.MAX_VALUE;
        for (int p = subtask; p < watermarks.length; p += tables.length) {
            lowest = Math.min(lowest, watermarks[p]);
        }
        handOver(tables[subtask], lowest);
        long reached = Arrays.stream(watermarks).min().orElseThrow();
        if (reached > Long.MIN_VALUE) {
            assembler.settle();
            state.advance(reached, assembler);
        }
    }

    private void handOver(SliceTables table, long time) {
        table.handOver(time, new IntoAssembler(state, assembler, published));
    }

    /** Every snapshot is restored at once; sometimes an older one is, and its steps come again. */
    private void snapshot() {
        for (SliceTables table : tables) {
            handOver(table, Long.MAX_VALUE);
        }
        assembler.settle();
        assembler.flush();
        snapshots.add(new Snapshot(state.copy(), published.copy(), boxed(), step));
        boolean crash = random.nextInt(4) == 0 && crashes++ < 5;
        int last = crash ? random.nextInt(snapshots.size()) : snapshots.size() - 1;
        snapshots.subList(last + 1, snapshots.size()).clear();
        restore(snapshots.get(last));
    }

    private List<Long> boxed() {
        return Arrays.stream(watermarks).boxed().toList();
    }

    private void restore(Snapshot snapshot) {
        state = snapshot.state().copy();
        published = snapshot.published().copy();
        watermarks = snapshot.watermarks().stream().mapToLong(each -> each).toArray();
        step = snapshot.step();
        var metrics = TrialMetric.layouts().stream().map(BoundMetric::definition).toList();
        continuation = Continuation.of(continuation.saved(), "trial", metrics, Long.MAX_VALUE);
        start();
    }

    /** What a sink has that takes part in snapshots. */
    Published published() {
        return published;
    }

    /** What a sink has that replaces cells by identity, and sees some of them again. */
    Published everything() {
        return everything;
    }

    MemoryBuckets state() {
        return state;
    }
}
