package org.tallystick.jobs.reprocess;

/** What to do about cells that differ. */
public enum Mode {
    /** Report them. */
    AUDIT,
    /** Publish them again, too. */
    CORRECT
}
