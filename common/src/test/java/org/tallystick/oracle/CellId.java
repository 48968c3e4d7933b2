package org.tallystick.oracle;

import java.util.Comparator;

/**
 * The address of a published value of one metric.
 *
 * @param window the window's text
 * @param start epoch ms, inclusive
 * @param end epoch ms, exclusive
 * @param key may be null
 */
public record CellId(String window, long start, long end, String key)
        implements Comparable<CellId> {
    private static final Comparator<CellId> ORDER =
            Comparator.comparing(CellId::window)
                    .thenComparing(CellId::start)
                    .thenComparing(CellId::end)
                    .thenComparing(CellId::key, Comparator.nullsFirst(Comparator.naturalOrder()));

    @Override
    public int compareTo(CellId other) {
        return ORDER.compare(this, other);
    }
}
