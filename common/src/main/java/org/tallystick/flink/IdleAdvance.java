package org.tallystick.flink;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;

/**
 * Lets event time follow the clock, less a lag, while all input is idle: so the last windows of a
 * stream that falls silent do not wait for its next event.
 *
 * <p>It is the one place where the clock decides what counts: an event that comes for a window that
 * is then gone is counted as after-idle. So it is off unless a pipeline asks for it, and waits for
 * the first event of each start: before that, silence may be a server that is slow.
 */
final class IdleAdvance {
    private static final long EVERY_MILLIS = 1_000;

    private final Duration lag;
    private final ProcessingTimeService clock;
    private final Advance advance;
    private boolean idle;

    /** Null where none is waited for. */
    private ScheduledFuture<?> next;

    private long reached;
    private boolean behind;
    private boolean begun;

    /** Where event time goes on. */
    @FunctionalInterface
    interface Advance {
        /**
         * @param time epoch ms, maybe behind what has been reached
         */
        void to(long time) throws Exception;
    }

    /**
     * @param lag how far behind the clock; null if it is not to be followed
     * @param ledTo how far it had led event time when state was saved, epoch ms; {@link
     *     Long#MIN_VALUE} if it had not
     */
    IdleAdvance(Duration lag, long ledTo, ProcessingTimeService clock, Advance advance) {
        this.lag = lag;
        this.clock = clock;
        this.advance = advance;
        reached = ledTo;
        behind = ledTo > Long.MIN_VALUE;
    }

    /** Goes where other subtasks were when state was saved; to be called before each record. */
    void catchUp() throws Exception {
        if (behind) {
            behind = false;
            advance.to(reached);
        }
    }

    /** Takes note that all input is idle, or some of it no more. */
    void turn(boolean allIdle) {
        idle = allIdle && lag != null;
        if (idle && next == null) {
            waitForNext();
        }
    }

    private void waitForNext() {
        long at = clock.getCurrentProcessingTime() + EVERY_MILLIS;
        next = clock.registerTimer(at, due -> wake());
    }

    private void wake() throws Exception {
        next = null;
        if (idle) {
            lead();
            waitForNext();
        }
    }

    private void lead() throws Exception {
        if (begun) {
            reached = Math.max(reached, clock.getCurrentProcessingTime() - lag.toMillis());
            advance.to(reached);
        }
    }

    /**
     * Takes note that events have brought event time to here, epoch ms; whether it was not led
     * beyond that.
     */
    boolean follows(long time) {
        begun = true;
        return time >= reached;
    }

    /** How far event time was led, epoch ms; {@link Long#MIN_VALUE} if it never was. */
    long reached() {
        return reached;
    }
}
