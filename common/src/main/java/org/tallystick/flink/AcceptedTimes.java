package org.tallystick.flink;

import java.io.Serializable;
import java.util.Arrays;
import org.tallystick.pipeline.Events;

/**
 * The event times with which one identity was accepted, as long as a repeat of them is looked for.
 *
 * <p>An event repeats an accepted one if its time is no further away than the horizon and the clock
 * of its partition, less the out-of-orderness, has not passed the accepted time by more than the
 * horizon. The latest accepted time that is near enough decides: it is looked for the longest.
 *
 * <p>Within a partition accepted times lie more than a horizon apart. So there are at most two, and
 * one more for every horizon that the out-of-orderness and the lead of the fastest partition over
 * the slowest come to. An event that comes more than a horizon later than expected is the
 * exception: it is one more, until the watermark has passed it by the horizon, too.
 *
 * @param horizon ms
 * @param outOfOrderness ms
 */
record AcceptedTimes(long horizon, long outOfOrderness) implements Serializable {
    static final long[] NONE = {};

    /**
     * As a pipeline says.
     *
     * @param events with a horizon
     */
    static AcceptedTimes of(Events events) {
        return new AcceptedTimes(
                events.deduplicate().orElseThrow().toMillis(), events.outOfOrderness().toMillis());
    }

    /**
     * Whether an event is a repeat.
     *
     * @param accepted sorted
     * @param clock of its partition before the event, epoch ms; null before the first event
     */
    boolean isRepeat(long[] accepted, long time, Long clock) {
        int at = indexAfter(accepted, time + horizon) - 1;
        return at >= 0
                && accepted[at] >= time - horizon
                && (clock == null || clock - outOfOrderness <= accepted[at] + horizon);
    }

    /** The times with another one, which may be among them already. */
    static long[] with(long[] accepted, long time) {
        int at = indexAfter(accepted, time);
        if (at > 0 && accepted[at - 1] == time) {
            return accepted;
        }
        long[] more = Arrays.copyOf(accepted, accepted.length + 1);
        System.arraycopy(accepted, at, more, at + 1, accepted.length - at);
        more[at] = time;
        return more;
    }

    /** The times that are still looked for when the watermark has come to {@code time}. */
    long[] after(long[] accepted, long time) {
        return Arrays.copyOfRange(accepted, indexAfter(accepted, time - horizon), accepted.length);
    }

    /** When the first of the times, of which there is one, is no longer looked for, epoch ms. */
    long firstExpiry(long[] accepted) {
        return accepted[0] + horizon;
    }

    /** How many of the times are at or before {@code time}. */
    private static int indexAfter(long[] accepted, long time) {
        int found = Arrays.binarySearch(accepted, time);
        return found >= 0 ? found + 1 : -found - 1;
    }
}
