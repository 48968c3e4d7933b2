package org.tallystick.jobs.reprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.reprocess.WindowSeries.Point;

class WindowSeriesTest {
    private static final WindowValues NO_VALUES = new WindowValues(List.of(), List.of());

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whichWindowsAreKeptDoesNotDependOnTheOrderNorOnTheSubtask(long seed) {
        var random = new Random(seed);
        int count = 1 + random.nextInt(5 * WindowSeries.MOST);
        var points = new ArrayList<Point>();
        for (int i = 0; i < count; i++) {
            points.add(point(random.nextInt(100_000) * 60_000L, random));
        }
        var expected = series(points).points();

        Collections.shuffle(points, random);
        int cut = random.nextInt(count);
        var both = series(points.subList(0, cut));
        both.addAll(series(points.subList(cut, count)));

        assertThat(both.points()).isEqualTo(expected).hasSizeLessThanOrEqualTo(WindowSeries.MOST);
        assertThat(both.windows()).isEqualTo(count);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theOneThatNothingExplainsIsKeptOfAnyNumber(long seed) {
        var random = new Random(seed);
        var points = new ArrayList<Point>();
        for (int i = 0; i < 10 * WindowSeries.MOST; i++) {
            points.add(new Point(i, i + 1, WindowVerdict.MATCH, 0, NO_VALUES));
        }
        int at = random.nextInt(points.size());
        var worst = new Point(at, at + 1, WindowVerdict.UNEXPLAINED, 1, NO_VALUES);
        points.set(at, worst);

        assertThat(series(points).points())
                .contains(worst)
                .hasSizeGreaterThan(WindowSeries.MOST / 4);
    }

    private static Point point(long end, Random random) {
        var verdicts = WindowVerdict.values();
        var verdict = verdicts[random.nextInt(verdicts.length)];
        return new Point(end - random.nextInt(1_000), end, verdict, 1, NO_VALUES);
    }

    private static WindowSeries series(List<Point> points) {
        var series = new WindowSeries();
        points.forEach(series::add);
        return series;
    }
}
