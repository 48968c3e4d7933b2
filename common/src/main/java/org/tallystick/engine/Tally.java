package org.tallystick.engine;

import java.io.Serializable;

/**
 * The fingerprint of a set of events.
 *
 * @param events how many
 * @param fingerprint sum mod 2^64 of their identity hashes
 */
public record Tally(long events, long fingerprint) implements Serializable {
    /** That of no events. */
    public static final Tally NOTHING = new Tally(0, 0);

    /** That of both sets, which have no event in common. */
    public Tally plus(Tally other) {
        return new Tally(events + other.events, fingerprint + other.fingerprint);
    }

    /** That of the events that are not in the other set, all of whose are in this one. */
    public Tally minus(Tally other) {
        return new Tally(events - other.events, fingerprint - other.fingerprint);
    }

    /** Whether it may be that of no events. */
    public boolean isNothing() {
        return equals(NOTHING);
    }
}
