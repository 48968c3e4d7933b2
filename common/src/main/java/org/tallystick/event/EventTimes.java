package org.tallystick.event;

/** Between which times every event lies: what each format and table can hold. */
public final class EventTimes {
    /** 0001-01-01T00:00:00Z, epoch ms: the first time that an event may have. */
    public static final long FIRST = -62_135_596_800_000L;

    /**
     * 9999-12-31T23:59:59.999Z, epoch ms: what stands for a time after all events. No event may
     * have it; the ms before is the last.
     */
    public static final long AFTER_ALL = 253_402_300_799_999L;

    private EventTimes() {}

    /** Whether an event may have this time, epoch ms. */
    public static boolean hold(long millis) {
        return millis >= FIRST && millis < AFTER_ALL;
    }
}
