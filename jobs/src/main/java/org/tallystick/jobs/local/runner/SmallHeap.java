package org.tallystick.jobs.local.runner;

import java.util.Locale;

/** What to say where the heap is too small to run a job, and when. */
public final class SmallHeap {
    /** With less, Flink's own processes do not start, or thrash. */
    private static final long LEAST = 192L << 20;

    private SmallHeap() {}

    /**
     * Refuses a heap in which no job can run.
     *
     * @throws BadInputException one line
     */
    static void refuse() throws BadInputException {
        if (Runtime.getRuntime().maxMemory() < LEAST) {
            throw new BadInputException(text());
        }
    }

    public static String text() {
        return String.format(
                Locale.ROOT,
                "a heap of %,d MiB is too small: set TALLYSTICK_HEAP to more, 512m or 2g",
                Runtime.getRuntime().maxMemory() >> 20);
    }
}
