package org.tallystick.jobs.reprocess;

import java.util.Locale;

/** What became of one cell when it was computed again. */
enum Verdict {
    /** It stands published as it is. */
    MATCHED,
    /** It was published with another value, or from other events. */
    CHANGED,
    /** It is not published and should be. */
    MISSING,
    /** It is published and should not be. */
    EXTRA,
    /** It was retracted, rightly. */
    GONE;

    /** The name under which cells are counted. */
    String accumulator() {
        return "cells-" + name().toLowerCase(Locale.ROOT);
    }
}
