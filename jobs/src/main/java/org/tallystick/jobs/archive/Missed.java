package org.tallystick.jobs.archive;

import org.tallystick.engine.Tally;

/**
 * What windows went without for one reason.
 *
 * @param rows how many rows of the ledger say so: there are some that count no event
 * @param events which events
 */
public record Missed(long rows, Tally events) {
    static final Missed NOTHING = new Missed(0, Tally.NOTHING);

    Missed plus(Missed other) {
        return new Missed(rows + other.rows, events.plus(other.events));
    }

    Missed minus(Missed other) {
        return new Missed(rows - other.rows, events.minus(other.events));
    }
}
