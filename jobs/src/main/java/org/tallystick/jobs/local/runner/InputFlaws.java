package org.tallystick.jobs.local.runner;

import java.util.Locale;

/**
 * What was wrong with the input beyond single records.
 *
 * @param lateByFastClock events that came late since another was dated ahead of all around it
 * @param filesBehind files with events that came late since of what was read before the file
 * @param filesDamaged files that could not be read to their end
 */
public record InputFlaws(long lateByFastClock, long filesBehind, long filesDamaged) {
    static final InputFlaws NONE = new InputFlaws(0, 0, 0);

    /** What there is, each behind a separator. */
    String text(String separator) {
        return ifAny(lateByFastClock, separator, "late by a fast clock")
                + ifAny(filesBehind, separator, "files behind the clock")
                + ifAny(filesDamaged, separator, "damaged files");
    }

    private static String ifAny(long count, String separator, String of) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%s%,d %s", separator, count, of);
    }
}
