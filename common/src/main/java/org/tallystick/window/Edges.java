package org.tallystick.window;

import java.io.Serializable;

/** Points that cut time into slices; epoch ms. */
sealed interface Edges extends Serializable permits Grid, ElapsedSteps {

    /** The last edge at or before {@code time}. */
    long atOrBefore(long time);

    /** The first edge after {@code time}. */
    long after(long time);
}
