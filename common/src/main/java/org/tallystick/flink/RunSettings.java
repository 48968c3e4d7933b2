package org.tallystick.flink;

import java.time.Duration;
import java.util.Optional;
import org.tallystick.engine.Lateness;
import org.tallystick.flink.WindowAssembler.InputOrder;
import org.tallystick.pipeline.Events;

/**
 * What differs between a live run and one over the archive: nothing but these.
 *
 * @param lateness which events are late
 * @param retentionMillis how long after its end a window can still be revised, ms
 * @param idleAdvance how far behind the clock the watermark goes on while all input is idle
 * @param order in which order partials reach the assembler
 * @param tableBytes heap that a subtask's tables may hold before they are handed over, bytes
 * @param heapBytes heap that a subtask of the windows may hold beyond its state, bytes
 * @param since epoch ms: a start without state publishes no window that begins before, since it may
 *     have had events that this run does not see; {@link Long#MIN_VALUE} where it sees all
 * @param published epoch ms: of these, windows that end at this time or before have been published
 *     by a run of the same metrics; {@link Long#MIN_VALUE} where that cannot be told
 */
public record RunSettings(
        Lateness lateness,
        long retentionMillis,
        Optional<Duration> idleAdvance,
        InputOrder order,
        long tableBytes,
        long heapBytes,
        long since,
        long published) {
    private static final long TABLE_BYTES = 64L << 20;
    private static final long HEAP_BYTES = 256L << 20;

    /** Live: what is late is late, and windows stay open for the allowed lateness. */
    public static RunSettings live(Events events) {
        return new RunSettings(
                lateness(events),
                events.allowedLateness().toMillis(),
                events.idleAdvance(),
                InputOrder.ANY,
                TABLE_BYTES,
                HEAP_BYTES,
                Long.MIN_VALUE,
                Long.MIN_VALUE);
    }

    /** Over the archive, in BATCH execution: every event counts, and comes in order of time. */
    public static RunSettings complete() {
        return archived(Lateness.none());
    }

    /**
     * Over the archive, in BATCH execution, with what the live run decided: its cells are what that
     * must have published last, to the bit, and its ledger what that must have counted as late.
     * What came after a partition was idle is in the cells: only a live run can find its window
     * gone.
     */
    public static RunSettings asSeen(Events events) {
        return archived(lateness(events));
    }

    private static Lateness lateness(Events events) {
        return Lateness.of(events.outOfOrderness().toMillis(), events.allowedLateness().toMillis());
    }

    private static RunSettings archived(Lateness lateness) {
        return new RunSettings(
                lateness,
                0,
                Optional.empty(),
                InputOrder.BY_BUCKET_AND_TIME,
                TABLE_BYTES,
                HEAP_BYTES,
                Long.MIN_VALUE,
                Long.MIN_VALUE);
    }

    /**
     * Over events that come {@link Lateness#AFTER_ALL}, in BATCH execution: no window has any, the
     * ledger has all.
     */
    public static RunSettings afterAll() {
        return archived(Lateness.ofAll());
    }

    /** The same, with another {@code since} and {@code published}, epoch ms. */
    public RunSettings since(long time, long publishedUntil) {
        return new RunSettings(
                lateness,
                retentionMillis,
                idleAdvance,
                order,
                tableBytes,
                heapBytes,
                time,
                publishedUntil);
    }
}
