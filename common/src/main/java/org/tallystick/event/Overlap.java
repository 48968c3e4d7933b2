package org.tallystick.event;

import java.util.Locale;

/** What a time is that a clock shows twice, since it is put back. */
public enum Overlap {
    /** None, as nothing says which is meant. */
    REJECT,
    /** That before the clock is put back. */
    EARLIER,
    /** That after. */
    LATER;

    /** As a pipeline has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
