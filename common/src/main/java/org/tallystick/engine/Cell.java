package org.tallystick.engine;

import java.io.Serializable;
import java.util.List;

/**
 * One published value: what a metric came to for one key in one window.
 *
 * <p>A cell is known by (metric, window, start, end, keys). Publishing it again with a higher
 * revision replaces it; a retraction takes it back (a session that merged into a longer one).
 *
 * @param metric the metric's name
 * @param window the window's {@link org.tallystick.window.Window#text}
 * @param start epoch ms, inclusive
 * @param end epoch ms, exclusive
 * @param keys the key's values in the metric's order; elements may be null
 * @param values the aggregates' values in the metric's order; elements may be null; all of a
 *     retraction's are
 * @param events how many events the cell is made of; 0 in a retraction
 * @param fingerprint sum mod 2^64 of the identity hashes of these events
 * @param revision 0 when first published, one more each time it is published again or retracted
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
        implements Serializable {}
