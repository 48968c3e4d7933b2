package org.tallystick.oracle;

import java.util.Comparator;

/**
 * A window of one metric that went without some events.
 *
 * @param window the window's text
 * @param start epoch ms, inclusive; for a session, the late event's time
 * @param end epoch ms, exclusive; for a session, the late event's time plus the gap
 */
public record LateId(String window, long start, long end) implements Comparable<LateId> {
    private static final Comparator<LateId> ORDER =
            Comparator.comparing(LateId::window)
                    .thenComparing(LateId::start)
                    .thenComparing(LateId::end);

    @Override
    public int compareTo(LateId other) {
        return ORDER.compare(this, other);
    }
}
