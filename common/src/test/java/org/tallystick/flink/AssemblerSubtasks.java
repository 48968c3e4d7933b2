package org.tallystick.flink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.assemble.Published;
import org.tallystick.engine.combine.SliceTables;

/** Some subtasks of {@link WindowAssembler}, which can be replaced by any number of others. */
final class AssemblerSubtasks implements AutoCloseable {
    private static final long HEAP_BYTES = 1 << 20;
    static final int MAX_PARALLELISM = 128;
    private static final int[] KEYS = Buckets.keys(MAX_PARALLELISM);
    private static final OutputTag<LedgerEntry> LEDGER =
            new OutputTag<>("ledger", TypeInformation.of(LedgerEntry.class));

    private final RunSettings settings;
    private final StateBackend backend;
    private final Published published = new Published();
    private int before;
    private final List<KeyedOneInputStreamOperatorTestHarness<Integer, Partials, Cell>> subtasks =
            new ArrayList<>();

    AssemblerSubtasks(long retention, StateBackend backend) {
        this(retention, Optional.empty(), backend);
    }

    AssemblerSubtasks(long retention, Optional<Duration> idleAdvance, StateBackend backend) {
        this.settings =
                new RunSettings(
                        Lateness.none(),
                        retention,
                        idleAdvance,
                        WindowAssembler.InputOrder.ANY,
                        HEAP_BYTES,
                        HEAP_BYTES,
                        Long.MIN_VALUE,
                        Long.MIN_VALUE);
        this.backend = backend;
    }

    /** What was published so far. */
    Published published() {
        return published;
    }

    /**
     * Starts subtasks.
     *
     * @param state of all subtasks before; null for none
     */
    void start(int parallelism, List<BoundMetric> layouts, OperatorSubtaskState state)
            throws Exception {
        start("trial", parallelism, layouts, state);
    }

    /** The same, for a pipeline of this name. */
    void start(
            String pipeline, int parallelism, List<BoundMetric> layouts, OperatorSubtaskState state)
            throws Exception {
        for (int subtask = 0; subtask < parallelism; subtask++) {
            var operator = new WindowAssembler(pipeline, layouts, settings, LEDGER);
            var harness =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            operator,
                            new BucketKey(),
                            Types.INT,
                            MAX_PARALLELISM,
                            parallelism,
                            subtask);
            harness.setStateBackend(backend);
            harness.setup(CellSerializer.INSTANCE);
            if (state != null) {
                harness.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                state, MAX_PARALLELISM, before, parallelism, subtask));
            }
            harness.open();
            subtasks.add(harness);
        }
    }

    /** The state of all subtasks, which end. */
    OperatorSubtaskState stop() throws Exception {
        var states = new OperatorSubtaskState[subtasks.size()];
        for (int subtask = 0; subtask < states.length; subtask++) {
            subtasks.get(subtask).getOperator().prepareSnapshotPreBarrier(0);
            collect();
            states[subtask] = subtasks.get(subtask).snapshot(0, 0);
        }
        before = states.length;
        close();
        return AbstractStreamOperatorTestHarness.repackageState(states);
    }

    /** Passes on what tables of {@link #MAX_PARALLELISM} buckets hand over. */
    void handOver(SliceTables tables, long time) throws Exception {
        var all = new ArrayList<Partials>();
        tables.handOver(
                time,
                new SliceTables.Output() {
                    @Override
                    public void partials(Partials partials) {
                        partials.bucket = KEYS[partials.bucket];
                        all.add(partials);
                    }

                    @Override
                    public void ledger(LedgerEntry entry) {
                        published.ledger(entry);
                    }
                });
        for (Partials partials : all) {
            add(partials);
        }
    }

    /** What goes before a barrier: all events so far lie before this time. */
    void mark(long seenUntil) throws Exception {
        add(Partials.mark(KEYS[0], seenUntil));
    }

    /** Whether any bucket has state. */
    boolean hasState() {
        return subtasks.stream().anyMatch(AssemblerSubtasks::hasState);
    }

    private static boolean hasState(
            KeyedOneInputStreamOperatorTestHarness<Integer, Partials, Cell> subtask) {
        var backend = ((WindowAssembler) subtask.getOperator()).getKeyedStateBackend();
        try (var keys = backend.getKeys("windows", VoidNamespace.INSTANCE)) {
            return keys.findAny().isPresent();
        }
    }

    private void add(Partials partials) throws Exception {
        int subtask =
                KeyGroupRangeAssignment.assignKeyToParallelOperator(
                        partials.bucket, MAX_PARALLELISM, subtasks.size());
        subtasks.get(subtask).processElement(new StreamRecord<>(partials, partials.start));
        collect();
    }

    /** Tells all that their input has turned idle, or is so no more. */
    void turn(WatermarkStatus status) throws Exception {
        for (var subtask : subtasks) {
            subtask.processWatermarkStatus(status);
        }
        collect();
    }

    /** Sets the clock, and lets all do what is then due. */
    void clock(long millis) throws Exception {
        for (int subtask = 0; subtask < subtasks.size(); subtask++) {
            clock(subtask, millis);
        }
    }

    /** The same, for one of them. */
    void clock(int subtask, long millis) throws Exception {
        subtasks.get(subtask).setProcessingTime(millis);
        collect();
    }

    void advance(long watermark) throws Exception {
        for (var subtask : subtasks) {
            subtask.processWatermark(new Watermark(watermark));
        }
        collect();
    }

    private void collect() {
        for (var subtask : subtasks) {
            subtask.getRecordOutput().forEach(record -> published.cell(record.getValue()));
            subtask.getOutput().clear();
            var ledger = subtask.getSideOutput(LEDGER);
            if (ledger != null) {
                ledger.forEach(record -> published.ledger(record.getValue()));
                ledger.clear();
            }
        }
    }

    int timers() {
        return subtasks.stream().mapToInt(each -> each.numEventTimeTimers()).sum();
    }

    @Override
    public void close() throws Exception {
        for (var subtask : subtasks) {
            subtask.close();
        }
        subtasks.clear();
    }
}
