package org.tallystick.flink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.OutputTag;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.RefusedStateException;
import org.tallystick.engine.assemble.Assembler;
import org.tallystick.engine.assemble.BlockStore;

/**
 * {@link Assembler} as an operator keyed by bucket: {@link Partials} in, published {@link Cell}s
 * out, ledger entries by the side.
 *
 * <p>State per bucket: one map of byte arrays; and beside them a {@link JointState}: a restore with
 * other metrics keeps what is unchanged, drops what is gone, and says so in the log. Timers: about
 * one a bucket and metric for each window end, and for each time at which sessions are due.
 */
public final class WindowAssembler extends AbstractStreamOperator<Cell>
        implements OneInputStreamOperator<Partials, Cell>, Triggerable<Integer, String> {

    private static final Logger LOG = LoggerFactory.getLogger(WindowAssembler.class);
    private static final MapStateDescriptor<String, byte[]> BUCKET =
            new MapStateDescriptor<>(
                    "windows", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);

    private final String pipeline;
    private final List<BoundMetric> layouts;
    private final long retentionMillis;
    private final long since;
    private final long published;
    private final InputOrder order;
    private final long heapBytes;

    /** Null where event time does not go on while all input is idle. */
    private final Duration idleAdvance;

    private final OutputTag<LedgerEntry> ledger;

    private transient Assembler assembler;
    private transient EventTimers timers;
    private transient JointState joint;
    private transient Continuation continuation;

    /** What the archive owes since this start, to be told once. */
    private transient List<LedgerEntry> owed;

    private transient Publish publish;
    private transient long reached;
    private transient long watermark;
    private transient long seenUntil;
    private transient long ledTo;
    private transient IdleAdvance idle;

    /** In which order partials come. */
    public enum InputOrder {
        /** In any: the watermark tells how far event time has come. */
        ANY,
        /**
         * One bucket after another, each in order of time: each record tells how far it has come.
         */
        BY_BUCKET_AND_TIME
    }

    /**
     * @param pipeline the pipeline's name: state of another one is refused
     * @param ledger where events that come for windows already gone are counted
     */
    public WindowAssembler(
            String pipeline,
            List<BoundMetric> layouts,
            RunSettings run,
            OutputTag<LedgerEntry> ledger) {
        this.pipeline = pipeline;
        this.layouts = List.copyOf(layouts);
        this.retentionMillis = run.retentionMillis();
        this.since = run.since();
        this.published = run.published();
        this.order = run.order();
        this.heapBytes = run.heapBytes();
        this.idleAdvance = run.idleAdvance().orElse(null);
        this.ledger = ledger;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        joint = JointState.of(context.getOperatorStateStore());
        reached = joint.reached();
        ledTo = joint.ledTo();
        seenUntil = Math.max(since, joint.seenUntil());
        try {
            continuation = joint.continuation(pipeline, layouts, since);
        } catch (RefusedStateException refusal) {
            throw new SuppressRestartsException(refusal);
        }
        owed = isFirst() ? continuation.owed(published) : List.of();
        if (isFirst()) {
            continuation.describeChanges().forEach(LOG::info);
        }
    }

    /** Whether this is the subtask that does what is to be done once. */
    private boolean isFirst() {
        return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        assembler.flush();
        joint.update(timers.reached(), idle.reached(), seenUntil);
        joint.update(isFirst() ? Optional.of(continuation.saved()) : Optional.empty());
        Observers.checkpointed(getMetricGroup(), context.getCheckpointId());
    }

    @Override
    public void open() throws Exception {
        super.open();
        watermark = Watermark.MAX_WATERMARK.getTimestamp();
        idle = new IdleAdvance(idleAdvance, ledTo, getProcessingTimeService(), this::advance);
        var service = getInternalTimerService("windows", StringSerializer.INSTANCE, this);
        timers =
                switch (order) {
                    case ANY -> new WatermarkTimers(service, reached);
                    case BY_BUCKET_AND_TIME -> new OrderedTimers(service);
                };
        publish = new Publish();
        assembler =
                new Assembler(
                        layouts,
                        continuation,
                        retentionMillis,
                        new StateStore(),
                        timers,
                        publish,
                        heapBytes);
        if (continuation.changesState()) {
            adoptBuckets();
        }
    }

    private void adoptBuckets() throws Exception {
        getKeyedStateBackend()
                .applyToAllKeys(
                        VoidNamespace.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        BUCKET,
                        (bucket, state) -> assembler.adopt());
    }

    /** One that lies behind the time to which the clock has led changes nothing. */
    @Override
    public void processWatermark(Watermark mark) throws Exception {
        if (idle.follows(mark.getTimestamp())) {
            pass(mark);
        }
    }

    private void advance(long time) throws Exception {
        if (time > timers.reached()) {
            pass(new Watermark(time));
        }
    }

    /** With a clock of its own, it is never idle itself. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        if (idleAdvance == null) {
            super.processWatermarkStatus(status);
        } else {
            idle.turn(status.isIdle());
        }
    }

    private void pass(Watermark mark) throws Exception {
        settle();
        watermark = mark.getTimestamp();
        super.processWatermark(mark);
    }

    /** What state no longer tells apart must have been published before it is saved. */
    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        settle();
    }

    /** What is owed since this start is told before a snapshot says that it has been. */
    private void settle() {
        owed.forEach(publish::ledger);
        owed = List.of();
        assembler.settle();
    }

    @Override
    public void processElement(StreamRecord<Partials> element) throws Exception {
        idle.catchUp();
        var partials = element.getValue();
        if (partials.marksTime()) {
            seenUntil = Math.max(seenUntil, partials.end);
        } else {
            timers.before(element.getTimestamp(), assembler);
            assembler.add(partials);
        }
    }

    @Override
    public void onEventTime(InternalTimer<Integer, String> timer) {
        timers.fire(timer.getNamespace(), timer.getTimestamp(), assembler);
    }

    @Override
    public void onProcessingTime(InternalTimer<Integer, String> timer) {
        throw new IllegalStateException("no processing-time timer is ever registered");
    }

    private final class Publish implements Assembler.Output {
        private final StreamRecord<Cell> record = new StreamRecord<>(null);
        private final Counter cells = JobMetrics.counter(getMetricGroup(), JobMetrics.CELLS);
        private final Counter dropped = JobMetrics.counter(getMetricGroup(), JobMetrics.DROPPED);
        private final Counter fired =
                JobMetrics.counter(getMetricGroup(), JobMetrics.WINDOWS_FIRED);
        private final Counter revised = JobMetrics.counter(getMetricGroup(), JobMetrics.REVISED);
        private final Counter retracted =
                JobMetrics.counter(getMetricGroup(), JobMetrics.RETRACTED);
        private final Counter afterIdle =
                JobMetrics.counter(getMetricGroup(), JobMetrics.AFTER_IDLE);
        private final Histogram delay = JobMetrics.emissionDelay(getMetricGroup());
        private final Set<String> droppedMetrics = new HashSet<>();

        @Override
        public void cell(Cell cell) {
            cells.inc();
            if (cell.retracted()) {
                retracted.inc();
            }
            output.collect(record.replace(cell, cell.end() - 1));
        }

        @Override
        public void ledger(LedgerEntry entry) {
            if (entry.reason().equals(LedgerEntry.AFTER_IDLE)) {
                afterIdle.inc(entry.events());
            }
            output.collect(ledger, new StreamRecord<>(entry, entry.firstEnd() - 1));
        }

        @Override
        public void fired(long end) {
            fired.inc();
            if (watermark != Watermark.MAX_WATERMARK.getTimestamp()) {
                delay.update(Math.max(0, watermark - (end - 1)));
            }
        }

        @Override
        public void revised() {
            revised.inc();
        }

        @Override
        public void dropped(Partials partials) {
            dropped.inc();
            if (droppedMetrics.add(partials.metric)) {
                LOG.info(
                        "partials of metric {} were on their way when it changed: they are dropped",
                        partials.metric);
            }
        }
    }

    /** The current bucket's part of the operator's state. */
    private final class StateStore implements BlockStore {
        private final MapState<String, byte[]> state = getRuntimeContext().getMapState(BUCKET);

        @Override
        public int bucket() {
            return (Integer) getCurrentKey();
        }

        @Override
        public void turnTo(int bucket) {
            setCurrentKey(bucket);
        }

        @Override
        public Collection<String> names() {
            var names = new ArrayList<String>();
            try {
                state.keys().forEach(names::add);
            } catch (Exception e) {
                throw failure(e);
            }
            return names;
        }

        @Override
        public byte[] get(String name) {
            try {
                return state.get(name);
            } catch (Exception e) {
                throw failure(e);
            }
        }

        @Override
        public void put(String name, byte[] bytes) {
            try {
                state.put(name, bytes);
            } catch (Exception e) {
                throw failure(e);
            }
        }

        @Override
        public void remove(String name) {
            try {
                state.remove(name);
            } catch (Exception e) {
                throw failure(e);
            }
        }

        /** A state backend may throw anything; there is nothing to do but to fail the task. */
        private static FlinkRuntimeException failure(Exception cause) {
            return new FlinkRuntimeException("window state cannot be accessed", cause);
        }
    }
}
