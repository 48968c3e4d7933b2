package org.tallystick.sql;

import java.util.Optional;

/** What went wrong, in one line. */
final class Reason {
    private static final int LONGEST = 300;

    private Reason() {}

    /** The first line of the innermost cause's message; its kind where it has none. */
    static String of(Throwable thrown) {
        Throwable deepest = thrown;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        String text = Optional.ofNullable(deepest.getMessage()).orElse("").strip();
        String line = text.lines().findFirst().orElse(deepest.getClass().getSimpleName());
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
