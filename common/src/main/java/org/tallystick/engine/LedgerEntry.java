package org.tallystick.engine;

import org.tallystick.event.EventTimes;

/**
 * Events that windows went without, counted: rows of the ledger, to be added up.
 *
 * <p>An event may miss many windows that slide; they are neighbours, so one row says which: all
 * windows of the kind that end from {@code firstEnd} to {@code lastEnd} went without these events.
 *
 * @param metric the metric's name; empty for duplicates, which never reach a metric
 * @param window the window's text; empty for duplicates
 * @param firstEnd the end of the first window missed, epoch ms; of a session, the time of the first
 *     of these events and a gap; of a duplicate, its time; {@link #BEGINNING} for all windows up to
 *     the last
 * @param lastEnd the end of the last window missed, epoch ms; of a session, the time of the last of
 *     these events and a gap
 * @param reason why: {@link #LATE}, {@link #AFTER_IDLE}, {@link #PARTIAL}, {@link #DUPLICATE} or
 *     {@link #REPLAYED}
 * @param events how many
 * @param fingerprint sum mod 2^64 of their identity hashes
 */
public record LedgerEntry(
        String metric,
        String window,
        long firstEnd,
        long lastEnd,
        String reason,
        long events,
        long fingerprint) {

    /** Behind its partition's clock by more than out-of-orderness and allowed lateness. */
    public static final String LATE = "late";

    /**
     * On time by its partition's clock, but the partition had been idle and the window was gone.
     */
    public static final String AFTER_IDLE = "after-idle";

    /**
     * Not published, since the run, or this part of the pipeline, had not seen the window from its
     * beginning on. An entry of no events says that the archive owes windows, or the values of an
     * aggregate in them, whether or not anything came for them.
     */
    public static final String PARTIAL = "partial";

    /** A repeat of an identity within the deduplication horizon. */
    public static final String DUPLICATE = "duplicate";

    /** Decoded again after it had been rejected: no window of the live job saw it. */
    public static final String REPLAYED = "replayed";

    /** 0001-01-01, epoch ms: no window ends before. */
    public static final long BEGINNING = EventTimes.FIRST;
}
