package org.tallystick.jobs.reprocess;

import java.util.List;

/** Series for tests of what draws them. */
public final class WindowSeriesOf {
    private static final long HOUR = 3_600_000;

    private WindowSeriesOf() {}

    /**
     * Windows of an hour with two aggregates, of which the second is no number; the last ones
     * differ.
     *
     * @param worst the verdict on the very last
     */
    public static WindowSeries hours(int windows, int differing, WindowVerdict worst) {
        var series = new WindowSeries();
        for (int i = 0; i < windows; i++) {
            boolean differs = i >= windows - differing;
            var explained = differs ? WindowVerdict.EXPLAINED : WindowVerdict.MATCH;
            series.add(
                    new WindowSeries.Point(
                            i * HOUR,
                            (i + 1) * HOUR,
                            i == windows - 1 ? worst : explained,
                            differs ? 1 : 0,
                            new WindowValues(means(i), means(differs ? i + 9 : i))));
        }
        return series;
    }

    private static List<WindowValues.Mean> means(double value) {
        return List.of(WindowValues.Mean.of(value), WindowValues.Mean.of(Double.NaN));
    }
}
