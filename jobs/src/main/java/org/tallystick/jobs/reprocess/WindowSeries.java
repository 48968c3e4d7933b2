package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The windows of one kind in the order of their ends, no more of them than can be drawn: of those
 * that lie too near to each other, it keeps the one whose verdict is worst, and of these the first.
 * Which ones it keeps does not depend on the order in which they come.
 */
public final class WindowSeries implements Serializable {
    /** A line of more points is not finer on any screen. */
    static final int MOST = 800;

    private static final Comparator<Point> WORST_FIRST =
            Comparator.comparing(Point::verdict, Comparator.reverseOrder())
                    .thenComparing(Point::end)
                    .thenComparing(Point::start);

    private final TreeMap<Long, Point> points = new TreeMap<>();

    /** Windows that end within one stretch of this length have one point, ms. */
    private long stretch = 1;

    private long windows;

    /**
     * A window.
     *
     * @param start epoch ms, inclusive
     * @param end epoch ms, exclusive
     * @param verdict on the window
     * @param differing how many of its cells do not stand as they should
     * @param values of its cells
     */
    public record Point(
            long start, long end, WindowVerdict verdict, long differing, WindowValues values)
            implements Serializable {}

    void add(Point point) {
        windows++;
        keep(point);
    }

    void addAll(WindowSeries other) {
        windows += other.windows;
        while (stretch < other.stretch) {
            coarsen();
        }
        other.points.values().forEach(this::keep);
    }

    private void keep(Point point) {
        put(points, point);
        while (points.size() > MOST) {
            coarsen();
        }
    }

    private void coarsen() {
        stretch *= 2;
        var fewer = new TreeMap<Long, Point>();
        points.values().forEach(each -> put(fewer, each));
        points.clear();
        points.putAll(fewer);
    }

    private void put(Map<Long, Point> into, Point point) {
        into.merge(
                Math.floorDiv(point.end(), stretch),
                point,
                (left, right) -> WORST_FIRST.compare(left, right) <= 0 ? left : right);
    }

    /** In the order of their ends. */
    public List<Point> points() {
        return List.copyOf(points.values());
    }

    /** How many windows there were, of which {@link #points} shows some or all. */
    public long windows() {
        return windows;
    }
}
