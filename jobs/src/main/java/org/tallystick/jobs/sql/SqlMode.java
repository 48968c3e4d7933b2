package org.tallystick.jobs.sql;

import java.util.Locale;

/** What statements run over. */
public enum SqlMode {
    /** What the archive holds now. */
    BATCH,
    /** What the source brings, live. */
    STREAMING;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
