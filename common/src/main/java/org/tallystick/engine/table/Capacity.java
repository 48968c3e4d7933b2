package org.tallystick.engine.table;

/**
 * How the arrays of a table grow. Tables of one or two keys are common, since each slice that a
 * late event falls in is a table, and stay small; all others double.
 */
public final class Capacity {
    /** Rows that there is room for at first. */
    public static final int FIRST = 2;

    private static final int SECOND = 16;

    private Capacity() {}

    /** Rows to make room for when there is no more. */
    public static int after(int rows) {
        return Math.max(SECOND, Math.multiplyExact(2, rows));
    }
}
