package org.tallystick.jobs.reprocess;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** The names of runs that publish corrections: each says what it was computed from. */
final class CorrectionRun {
    private static final String WORD = "-reprocess-";
    private static final Pattern NAME = Pattern.compile(".*" + WORD + "(\\d{1,18}|[0-8]\\d{18})");

    private CorrectionRun() {}

    /**
     * @param snapshot of {@code events}
     */
    static String name(String pipeline, long snapshot) {
        return pipeline + WORD + snapshot;
    }

    /** The snapshot of {@code events} that a run was computed from; empty for any other name. */
    static OptionalLong snapshot(String run) {
        var name = NAME.matcher(run);
        return name.matches()
                ? OptionalLong.of(Long.parseLong(name.group(1)))
                : OptionalLong.empty();
    }
}
