package org.tallystick.engine.assemble;

/** Wakes the assembler when event time has reached a point, for the bucket that it works on. */
public interface Timers {

    /**
     * Asks for {@link Assembler#onTimer} with these arguments once no event at or before {@code
     * time} (epoch ms) is to be expected; asking twice is the same as once.
     */
    void register(String what, long time);

    /** No event at or before this time is to be expected; {@link Long#MIN_VALUE} if not known. */
    long reached();
}
