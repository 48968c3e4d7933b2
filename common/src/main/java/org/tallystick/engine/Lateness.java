package org.tallystick.engine;

import java.io.Serializable;
import org.tallystick.aggregate.Columns;
import org.tallystick.event.EventTimes;

/**
 * Which events are late, decided by the data alone: an event is late for a window exactly if the
 * clock of its partition, less the out-of-orderness, had reached the window's end plus the allowed
 * lateness when the event came.
 *
 * @param allowanceMillis out-of-orderness plus allowed lateness, ms; ignored where nothing is late
 * @param allowedMillis the allowed lateness alone, ms
 * @param nothingIsLate whether every event counts, as in a run over the archive
 */
public record Lateness(long allowanceMillis, long allowedMillis, boolean nothingIsLate)
        implements Serializable {

    /**
     * The clock of events that came to the archive after all others of their partition, epoch ms:
     * no event has it. They are late for every window.
     */
    public static final long AFTER_ALL = EventTimes.AFTER_ALL;

    /** Lateness of a live run. */
    public static Lateness of(long outOfOrdernessMillis, long allowedMillis) {
        return new Lateness(
                Math.addExact(outOfOrdernessMillis, allowedMillis), allowedMillis, false);
    }

    /** Lateness of a complete run: every event counts. */
    public static Lateness none() {
        return new Lateness(0, 0, true);
    }

    /** Lateness of what comes {@link #AFTER_ALL}: late for every window, at once. */
    public static Lateness ofAll() {
        return new Lateness(0, 0, false);
    }

    /** The event is late for the windows that end at this time or before, epoch ms. */
    public long passed(Columns event) {
        return nothingIsLate || event.isNull(Columns.PARTITION_TIME)
                ? Long.MIN_VALUE
                : event.getLong(Columns.PARTITION_TIME) - allowanceMillis;
    }
}
