package org.tallystick.engine;

import org.tallystick.engine.block.BlockWriter;

/**
 * A block of partials on its way from the slice tables to the assembler of its bucket.
 *
 * <p>A plain class with public fields and no constructor arguments, which is what Flink serializes
 * without reflection on each record's type. It is made once and never changed.
 */
public final class Partials {
    /** Which bucket: all partials of a key are in the same one. */
    public int bucket;

    /** The metric's name; empty for a {@link #mark}. */
    public String metric;

    /** The session window's text; empty for slices of aligned windows. */
    public String window;

    /** Epoch ms: start of the slice; for sessions, a time that none of them starts before. */
    public long start;

    /** Epoch ms: end of the slice; unused for sessions. */
    public long end;

    /**
     * The partials count for windows that end at this time or later, epoch ms: the slice's end,
     * unless their events were late for some windows. Unused for sessions.
     */
    public long from;

    /** The partials, as {@link BlockWriter} writes them. */
    public byte[] block;

    /** For Flink; use {@link #slice} or {@link #sessions}. */
    public Partials() {}

    /**
     * A mark without partials: all events that were combined so far lie before this time, epoch ms.
     */
    public static Partials mark(int bucket, long seenUntil) {
        return slice(bucket, "", seenUntil, seenUntil, seenUntil, new byte[0]);
    }

    /** Whether it is a mark, whose time is its {@link #end}. */
    public boolean marksTime() {
        return metric.isEmpty();
    }

    public static Partials slice(
            int bucket, String metric, long start, long end, long from, byte[] block) {
        var partials = new Partials();
        partials.bucket = bucket;
        partials.metric = metric;
        partials.window = "";
        partials.start = start;
        partials.end = end;
        partials.from = from;
        partials.block = block;
        return partials;
    }

    /** The same with another block. */
    public Partials withBlock(byte[] other) {
        var partials = slice(bucket, metric, start, end, from, other);
        partials.window = window;
        return partials;
    }

    public static Partials sessions(
            int bucket, String metric, String window, long start, byte[] block) {
        var partials = new Partials();
        partials.bucket = bucket;
        partials.metric = metric;
        partials.window = window;
        partials.start = start;
        partials.end = start;
        partials.from = start;
        partials.block = block;
        return partials;
    }
}
