package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the cells of a window come to together, to be drawn: for each aggregate of the metric, in
 * its order, the mean over the window's keys.
 *
 * @param standing of the cells that stand
 * @param complete of the cells as all events have them
 */
public record WindowValues(List<Mean> standing, List<Mean> complete) implements Serializable {

    /**
     * A mean; what is no number is not counted.
     *
     * @param sum of all numbers
     * @param numbers how many there are
     */
    public record Mean(double sum, long numbers) implements Serializable {
        private static final Mean OF_NONE = new Mean(0, 0);

        static Mean of(double number) {
            return Double.isNaN(number) ? OF_NONE : new Mean(number, 1);
        }

        Mean plus(Mean other) {
            return new Mean(sum + other.sum, numbers + other.numbers);
        }

        /** NaN where there is no number. */
        public double value() {
            return sum / numbers;
        }
    }

    /** Both together; of the same metric. */
    WindowValues plus(WindowValues other) {
        return new WindowValues(plus(standing, other.standing), plus(complete, other.complete));
    }

    private static List<Mean> plus(List<Mean> left, List<Mean> right) {
        return IntStream.range(0, left.size())
                .mapToObj(i -> left.get(i).plus(right.get(i)))
                .toList();
    }
}
