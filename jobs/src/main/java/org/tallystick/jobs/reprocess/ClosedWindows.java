package org.tallystick.jobs.reprocess;

import java.io.Serializable;

/**
 * Tells which windows the live job has closed for good: all their cells are in the archive.
 *
 * @param until how far all its subtasks had published, epoch ms; {@link Long#MIN_VALUE} for not at
 *     all, {@link Long#MAX_VALUE} where its input had ended
 * @param allowedLateness how long after its end a window is revised, ms
 */
record ClosedWindows(long until, long allowedLateness) implements Serializable {

    /** Whether a window that ends here, epoch ms, exclusive, is one. */
    boolean holds(long end) {
        return end <= lastEnd();
    }

    /**
     * The last time at which one may end, epoch ms: a watermark of t means that no event at or
     * before t is to come.
     */
    long lastEnd() {
        return until == Long.MAX_VALUE || until < Long.MIN_VALUE + allowedLateness
                ? until
                : until + 1 - allowedLateness;
    }
}
