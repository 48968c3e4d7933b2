package org.tallystick.engine.assemble;

import org.tallystick.engine.Partials;
import org.tallystick.engine.Slice;

/**
 * The names under which the assembler keeps its state, and what it registers timers for: a
 * savepoint's schema.
 *
 * <p>A part is a metric's aligned windows, named as the metric, or one of its session windows,
 * named by metric and window. Behind the part follow a NUL character, a letter for what it is, and
 * which one of these.
 */
final class StateNames {
    private static final char SEPARATOR = '\0';
    private static final char WINDOW = '/';

    private StateNames() {}

    /** The part of a metric's session window. */
    static String sessionPart(String metric, String window) {
        return metric + WINDOW + window;
    }

    /** The part that partials belong to. */
    static String part(Partials partials) {
        return partials.window.isEmpty()
                ? partials.metric
                : sessionPart(partials.metric, partials.window);
    }

    /** The part of a name. */
    static String part(String name) {
        return name.substring(0, name.indexOf(SEPARATOR));
    }

    /** The metric that a part belongs to. */
    static String metric(String part) {
        int window = part.indexOf(WINDOW);
        return window < 0 ? part : part.substring(0, window);
    }

    private static boolean is(char letter, String name) {
        return name.charAt(name.indexOf(SEPARATOR) + 1) == letter;
    }

    /** The head of the index of a bucket's slices. */
    static String index(String part) {
        return part + SEPARATOR + 'i';
    }

    /** A page of the index, by the time that none of its slices starts before. */
    static String page(String part, long first) {
        return part + SEPARATOR + 'p' + first;
    }

    /** A block of a slice. */
    static String block(String part, Slice slice, int level, int number) {
        return part
                + SEPARATOR
                + 'b'
                + slice.start()
                + ','
                + slice.end()
                + ','
                + level
                + ','
                + number;
    }

    /** Which slices are held back. */
    static String held(String part) {
        return part + SEPARATOR + 'h';
    }

    /** A block of a slice that is held back. */
    static String heldBlock(String part, Slice slice, int number) {
        return part
                + SEPARATOR
                + 'l'
                + slice.start()
                + ','
                + slice.end()
                + ','
                + slice.from()
                + ','
                + number;
    }

    /** Whether this is the name of a {@link #block} or a {@link #heldBlock}. */
    static boolean isBlock(String name) {
        return is('b', name) || is('l', name);
    }

    /** Whether this is the name of a bucket's {@link #sessions}. */
    static boolean isSessions(String name) {
        return is('s', name);
    }

    /** Whether this is the name of a block that is {@link #waiting}. */
    static boolean isWaiting(String name) {
        return is('w', name);
    }

    /** The sessions of a bucket. */
    static String sessions(String part) {
        return part + SEPARATOR + 's';
    }

    /** Blocks of sessions that wait to be merged with those of the bucket. */
    static String waiting(String part, int number) {
        return part + SEPARATOR + 'w' + number;
    }
}
