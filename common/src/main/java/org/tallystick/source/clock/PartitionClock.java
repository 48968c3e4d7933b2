package org.tallystick.source.clock;

import java.util.OptionalLong;

/** The largest event time seen in a partition so far. */
final class PartitionClock {
    private boolean started;
    private long time;

    PartitionClock(OptionalLong time) {
        this.started = time.isPresent();
        this.time = time.orElse(0);
    }

    /** Epoch ms; empty before the first event. */
    OptionalLong time() {
        return started ? OptionalLong.of(time) : OptionalLong.empty();
    }

    /** The same as an object for a column; null before the first event. */
    Long column() {
        return started ? time : null;
    }

    /** Whether the event has set it. */
    boolean advance(long eventTime) {
        if (started && eventTime <= time) {
            return false;
        }
        time = eventTime;
        started = true;
        return true;
    }
}
