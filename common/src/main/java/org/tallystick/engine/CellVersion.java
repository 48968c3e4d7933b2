package org.tallystick.engine;

import java.util.Comparator;

/**
 * Which of two versions of a cell counts: the one of the highest revision; within it the one made
 * of the most events; a retraction last, behind all else of its revision.
 *
 * <p>A version depends on the data alone, not on when the cell was published. So whoever sees
 * versions twice, or again after a failure, keeps the right one: the greatest.
 *
 * @param revision how often the archive has corrected the cell; 0 for all that is published live
 * @param retracted whether it takes the cell back
 * @param events how many events the cell is made of, which only rises while a window is revised
 */
public record CellVersion(int revision, boolean retracted, long events)
        implements Comparable<CellVersion> {
    private static final Comparator<CellVersion> ORDER =
            Comparator.comparingInt(CellVersion::revision)
                    .thenComparing(CellVersion::retracted)
                    .thenComparingLong(CellVersion::events);

    @Override
    public int compareTo(CellVersion other) {
        return ORDER.compare(this, other);
    }
}
