package org.tallystick.flink;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.RefusedStateException;
import org.tallystick.engine.SavedMetrics;

/**
 * What the windows' operator keeps beside its buckets, and every subtask knows of all at a restore:
 * the metrics, how far event time had come, and what had been seen.
 *
 * <p>In a snapshot: list {@code metrics} of one {@link SavedMetrics}, written by the first subtask;
 * lists {@code reached}, {@code led-to} and {@code seen-until} of one time, epoch ms, from each
 * subtask.
 */
public final class JointState {
    private final ListState<byte[]> metrics;
    private final ListState<Long> reached;
    private final ListState<Long> ledTo;
    private final ListState<Long> seenUntil;

    private JointState(
            ListState<byte[]> metrics,
            ListState<Long> reached,
            ListState<Long> ledTo,
            ListState<Long> seenUntil) {
        this.metrics = metrics;
        this.reached = reached;
        this.ledTo = ledTo;
        this.seenUntil = seenUntil;
    }

    /** The state in a store, as it was restored. */
    public static JointState of(OperatorStateStore store) throws Exception {
        return new JointState(
                store.getUnionListState(
                        new ListStateDescriptor<>(
                                "metrics", BytePrimitiveArraySerializer.INSTANCE)),
                times(store, "reached"),
                times(store, "led-to"),
                times(store, "seen-until"));
    }

    private static ListState<Long> times(OperatorStateStore store, String name) throws Exception {
        return store.getUnionListState(new ListStateDescriptor<>(name, LongSerializer.INSTANCE));
    }

    /**
     * How far event time had come, epoch ms. Subtasks may differ where a snapshot overtook a
     * watermark: what all had seen counts.
     */
    long reached() throws Exception {
        long lowest = Long.MAX_VALUE;
        for (long time : reached.get()) {
            lowest = Math.min(lowest, time);
        }
        return lowest == Long.MAX_VALUE ? Long.MIN_VALUE : lowest;
    }

    /**
     * How far the clock had led event time, epoch ms. Subtasks may differ: the furthest counts, and
     * all have to go there, since what has fired there must not begin anew.
     */
    long ledTo() throws Exception {
        return latest(ledTo);
    }

    /** A time that all events lie before that had been seen, epoch ms. */
    long seenUntil() throws Exception {
        return latest(seenUntil);
    }

    private static long latest(ListState<Long> times) throws Exception {
        long latest = Long.MIN_VALUE;
        for (long time : times.get()) {
            latest = Math.max(latest, time);
        }
        return latest;
    }

    /**
     * How these metrics go on from this state.
     *
     * @param pipeline their pipeline's name
     * @param since without any state: no window is published that begins before, epoch ms
     * @throws RefusedStateException if they cannot
     */
    public Continuation continuation(String pipeline, List<BoundMetric> layouts, long since)
            throws Exception {
        var definitions = layouts.stream().map(BoundMetric::definition).toList();
        var saved = metrics.get().iterator();
        if (saved.hasNext()) {
            return resume(SavedMetrics.decode(saved.next()), pipeline, definitions);
        }
        if (reached.get().iterator().hasNext()) {
            throw new RefusedStateException(
                    "the state of the windows does not say what its metrics were: no release wrote"
                            + " it, start without it");
        }
        return Continuation.ofNothing(pipeline, definitions, since);
    }

    private Continuation resume(
            SavedMetrics saved, String pipeline, List<MetricDefinition> definitions)
            throws Exception {
        return Continuation.of(saved, pipeline, definitions, seenUntil());
    }

    /** Sets this subtask's times, epoch ms. */
    void update(long reachedTime, long ledToTime, long seenUntilTime) throws Exception {
        reached.update(List.of(reachedTime));
        ledTo.update(List.of(ledToTime));
        seenUntil.update(List.of(seenUntilTime));
    }

    /** Sets the metrics; one subtask alone has any. */
    void update(Optional<SavedMetrics> saved) throws Exception {
        metrics.update(saved.map(SavedMetrics::encode).stream().toList());
    }
}
