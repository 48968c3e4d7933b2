package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.time.Instant;
import java.util.Comparator;
import org.tallystick.jobs.archive.PublishedCell;

/**
 * A cell that does not stand as the archive has it.
 *
 * @param verdict CHANGED, MISSING or EXTRA
 * @param computed what it comes to from the archive; null if EXTRA
 * @param published what stands; null if MISSING, unless it had been retracted
 */
public record Difference(Verdict verdict, PublishedCell computed, PublishedCell published)
        implements Comparable<Difference>, Serializable {

    /** Those first in which most events are missing, or too many; then by time. */
    static final Comparator<Difference> LARGEST_FIRST =
            (Comparator<Difference> & Serializable)
                    (left, right) -> {
                        int order = Long.compare(right.events(), left.events());
                        return order == 0 ? left.compareTo(right) : order;
                    };

    private static final Comparator<PublishedCell> BY_TIME =
            Comparator.comparingLong(PublishedCell::start)
                    .thenComparingLong(PublishedCell::end)
                    .thenComparing(PublishedCell::metric)
                    .thenComparing(PublishedCell::window)
                    .thenComparing(PublishedCell::keys);

    /** By time, then by metric, window and keys: only differences of one cell are equal. */
    @Override
    public int compareTo(Difference other) {
        return BY_TIME.compare(cell(), other.cell());
    }

    /** The cell, in one of its versions. */
    public PublishedCell cell() {
        return computed == null ? published : computed;
    }

    /** How many events one of its versions has more than the other. */
    public long events() {
        long stand = stands() ? published.events() : 0;
        return Math.abs((computed == null ? 0 : computed.events()) - stand);
    }

    /** It in one line, with both values. */
    public String text() {
        var cell = cell();
        return "%s %s, %s, %s to %s, %s: %s -> %s"
                .formatted(
                        verdict.word(),
                        cell.metric(),
                        cell.window(),
                        Instant.ofEpochMilli(cell.start()),
                        Instant.ofEpochMilli(cell.end()),
                        cell.keys(),
                        stands() ? value(published) : "nothing",
                        computed == null ? "nothing" : value(computed));
    }

    /** Whether a value is published, be it wrong. */
    public boolean stands() {
        return published != null && !published.retracted();
    }

    static String value(PublishedCell cell) {
        return "%s of %,d events".formatted(cell.values(), cell.events());
    }
}
