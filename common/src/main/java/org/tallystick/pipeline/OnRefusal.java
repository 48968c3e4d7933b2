package org.tallystick.pipeline;

/** What happens to a cell that a sink refuses for itself. */
public enum OnRefusal {
    /** It is put aside, and the others go on. */
    KEEP,
    /** It ends the job. */
    STOP
}
