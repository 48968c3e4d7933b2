package org.tallystick.engine;

/**
 * The names under which the assembler keeps its state, and what it registers timers for: a
 * savepoint's schema. A part is a metric's aligned windows (named as the metric) or one of its
 * session windows (metric and window); behind a NUL character follows what it is of that part.
 */
final class StateNames {
    private static final char SEPARATOR = '\0';
    private static final char WINDOW = '/';

    private StateNames() {}

    static String sessions(String metric, String window) {
        return metric + WINDOW + window;
    }

    /** The part that partials belong to. */
    static String part(Partials partials) {
        return partials.window.isEmpty()
                ? partials.metric
                : sessions(partials.metric, partials.window);
    }

    /** The part of a name or of a timer. */
    static String part(String name) {
        int separator = name.indexOf(SEPARATOR);
        return separator < 0 ? name : name.substring(0, separator);
    }

    /** What a timer is for within its part; empty for the part itself. */
    static String rest(String what) {
        int separator = what.indexOf(SEPARATOR);
        return separator < 0 ? "" : what.substring(separator + 1);
    }

    static String index(String part) {
        return part + SEPARATOR + 'i';
    }

    static String block(String part, Slice slice, int number) {
        return part + SEPARATOR + 'b' + slice.start() + ',' + slice.from() + ',' + number;
    }

    static String revisions(String part, String window, long end) {
        return part + SEPARATOR + 'r' + window + ',' + end;
    }

    /** The sessions of a bucket. */
    static String sessions(String part) {
        return part + SEPARATOR + 's';
    }

    /**
     * Whether this is the name of a key's sessions in state of version 1: behind the part the key's
     * bytes as characters, of which the first, if any, is 0 or 1.
     */
    static boolean isKey(String part, String name) {
        int key = part.length() + 1;
        return name.startsWith(part + SEPARATOR) && (name.length() == key || name.charAt(key) <= 1);
    }
}
