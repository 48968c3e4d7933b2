package org.tallystick.engine;

/**
 * Events that a window went without, counted: rows of the ledger, to be added up.
 *
 * @param metric the metric's name; empty for duplicates, which never reach a metric
 * @param window the window's text; empty for duplicates
 * @param windowStart epoch ms; for a session, the event's own [time, time + gap)
 * @param windowEnd epoch ms, exclusive
 * @param reason why: {@link #LATE}, {@link #AFTER_IDLE} or {@link #DUPLICATE}
 * @param events how many
 * @param fingerprint sum mod 2^64 of their identity hashes
 */
public record LedgerEntry(
        String metric,
        String window,
        long windowStart,
        long windowEnd,
        String reason,
        long events,
        long fingerprint) {

    /** Behind its partition's clock by more than out-of-orderness and allowed lateness. */
    public static final String LATE = "late";

    /**
     * On time by its partition's clock, but the partition had been idle and the window was gone.
     */
    public static final String AFTER_IDLE = "after-idle";

    /** A repeat of an identity within the deduplication horizon. */
    public static final String DUPLICATE = "duplicate";
}
