package org.tallystick.jobs.reprocess;

import java.util.Locale;

/** What to do about cells that differ. */
public enum Mode {
    /** Report them. */
    AUDIT,
    /** Publish them again, too. */
    CORRECT;

    /** As a person writes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
