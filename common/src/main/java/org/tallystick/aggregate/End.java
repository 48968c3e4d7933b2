package org.tallystick.aggregate;

/** Which end of an order an aggregate is after. */
enum End {
    SMALLEST,
    LARGEST;

    /** Whether what compares so to the present value takes its place. */
    boolean takes(int comparison) {
        return this == SMALLEST ? comparison < 0 : comparison > 0;
    }
}
