package org.tallystick.source.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reject reasons: one short line out of whatever a format has thrown. */
public final class Reasons {
    private static final int TEXT = 60;
    private static final int LINE = 300;

    private Reasons() {}

    /** A value as it came, cut so that a reason stays readable. */
    public static String shorten(String text) {
        return cut(text.lines().findFirst().orElse(""), TEXT);
    }

    /**
     * What went wrong. Flink's formats wrap the cause in a message that repeats the whole record;
     * that one is left out.
     */
    public static String of(Throwable failure) {
        var lines = new LinkedHashSet<String>();
        for (var each = failure; each != null; each = each.getCause()) {
            if (each.getMessage() == null) {
                lines.add(each.getClass().getSimpleName());
            } else if (each != failure || each.getCause() == null) {
                lines.add(each.getMessage().lines().findFirst().orElse(""));
            }
        }
        return cut(String.join(": ", withoutRepetition(lines)), LINE);
    }

    /** A cause's text is often the end of its wrapper's. */
    private static List<String> withoutRepetition(Set<String> lines) {
        var kept = new ArrayList<String>();
        for (String line : lines) {
            if (kept.stream().noneMatch(each -> each.contains(line))) {
                kept.add(line);
            }
        }
        return kept;
    }

    private static String cut(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length) + "...";
    }
}
