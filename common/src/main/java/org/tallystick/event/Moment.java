package org.tallystick.event;

import java.time.DateTimeException;
import org.apache.flink.table.data.TimestampData;

/**
 * An instant, as finely as it was written.
 *
 * @param second since the epoch
 * @param nano of that second, 0 to 999,999,999
 * @param finer whether something beyond nanoseconds was written, which is left out here
 */
record Moment(long second, int nano, boolean finer) {

    /**
     * Epoch ms; what is finer is cut towards the past.
     *
     * @throws ArithmeticException where it is beyond them
     */
    long millis() {
        return Math.addExact(Math.multiplyExact(second, 1000), nano / 1_000_000);
    }

    /**
     * The same as a value of a column.
     *
     * @param precision how many decimals of a second the column has, 3 to 9
     * @throws DateTimeException where the column cannot hold it exactly
     */
    TimestampData timestamp(int precision) {
        if (finer || nano % unit(precision) != 0) {
            throw new DateTimeException("it is finer than the column");
        }
        try {
            return TimestampData.fromEpochMillis(millis(), nano % 1_000_000);
        } catch (ArithmeticException e) {
            throw new DateTimeException("it is beyond what timestamps can hold", e);
        }
    }

    /** The nanoseconds of the last decimal. */
    private static int unit(int precision) {
        int unit = 1;
        for (int i = precision; i < 9; i++) {
            unit *= 10;
        }
        return unit;
    }
}
