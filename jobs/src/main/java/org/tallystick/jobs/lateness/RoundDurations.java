package org.tallystick.jobs.lateness;

import java.util.List;
import java.util.stream.LongStream;
import org.tallystick.pipeline.Events;

/** Durations that people would choose for a setting of event time, up to a month; ms. */
public final class RoundDurations {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private static final long LONGEST = Events.LONGEST.toMillis();

    /** Rising. */
    private static final List<Long> ALL =
            LongStream.of(
                            SECOND,
                            5 * SECOND,
                            10 * SECOND,
                            30 * SECOND,
                            MINUTE,
                            2 * MINUTE,
                            5 * MINUTE,
                            10 * MINUTE,
                            15 * MINUTE,
                            30 * MINUTE,
                            HOUR,
                            2 * HOUR,
                            3 * HOUR,
                            6 * HOUR,
                            12 * HOUR,
                            DAY,
                            2 * DAY,
                            3 * DAY,
                            7 * DAY,
                            14 * DAY,
                            30 * DAY)
                    .boxed()
                    .toList();

    private RoundDurations() {}

    /** All of them, rising. */
    static List<Long> all() {
        return ALL;
    }

    /**
     * One that is no less, as long as a pipeline takes it; beyond a month whole months, beyond a
     * year whole years.
     */
    public static long atLeast(long millis) {
        for (long round : ALL) {
            if (millis <= round) {
                return round;
            }
        }
        long step = millis <= 365 * DAY ? 30 * DAY : 365 * DAY;
        return Math.min(LONGEST, (millis + step - 1) / step * step);
    }
}
