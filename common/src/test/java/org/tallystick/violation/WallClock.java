package org.tallystick.violation;

import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Reads the time of day. */
public record WallClock(LongSupplier millis, Supplier<Instant> instant) {
    public WallClock() {
        this(System::currentTimeMillis, Instant::now);
    }

    public long direct() {
        return System.currentTimeMillis() - Instant.now().toEpochMilli();
    }
}
