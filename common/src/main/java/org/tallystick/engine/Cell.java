package org.tallystick.engine;

import java.io.Serializable;
import java.util.List;

/**
 * One published value: what a metric came to for one key in one window.
 *
 * <p>A cell is known by (metric, window, start, end, keys). It may be published again when late but
 * allowed events have changed it, and taken back when its session has become part of a longer one.
 * Which version counts, {@link #version} says.
 *
 * @param metric the metric's name
 * @param window the window's {@link org.tallystick.window.Window#text}
 * @param start epoch ms, inclusive
 * @param end epoch ms, exclusive
 * @param keys the key's values in the metric's order; elements may be null
 * @param values the aggregates' values in the metric's order; elements may be null; all of a
 *     retraction's are
 * @param events how many events the cell is made of, which only rises while a window is revised; 0
 *     in a retraction
 * @param fingerprint sum mod 2^64 of the identity hashes of these events
 * @param revision how often the archive has corrected the cell: 0 for all that is published live
 * @param retracted whether this takes the cell back
 */
public record Cell(
        String metric,
        String window,
        long start,
        long end,
        List<Object> keys,
        List<Object> values,
        long events,
        long fingerprint,
        int revision,
        boolean retracted)
        implements Serializable {

    /** The same cell with other values. */
    public Cell withValues(List<Object> others) {
        return new Cell(
                metric, window, start, end, keys, others, events, fingerprint, revision, retracted);
    }

    /** Which version of the cell this is. */
    public CellVersion version() {
        return new CellVersion(revision, retracted, events);
    }
}
