package org.tallystick.pipeline;

import java.util.Locale;

/** The key of sinks that may end the job with the first cell that they refuse. */
public final class OnErrorKey {
    /** What happens then. */
    public static final Key<OnRefusal> KEY =
            Key.of(
                            "on-error",
                            Words.of(
                                    OnRefusal.class,
                                    value -> value.name().toLowerCase(Locale.ROOT)),
                            "What happens to a cell that the sink refuses for itself: keep puts"
                                    + " it into rejected-cells, stop ends the job")
                    .or("keep");

    private OnErrorKey() {}
}
