package org.tallystick.flink;

import org.tallystick.engine.assemble.Assembler;
import org.tallystick.engine.assemble.Timers;

/** The assembler's timers, woken in one way or another as event time goes on. */
interface EventTimers extends Timers {

    /** To be called before each record of the current bucket, with its timestamp, epoch ms. */
    void before(long timestamp, Assembler assembler);

    /** To be called for each of Flink's own timers of the current bucket. */
    void fire(String what, long time, Assembler assembler);
}
