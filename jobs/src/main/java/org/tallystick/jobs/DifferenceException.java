package org.tallystick.jobs;

import org.tallystick.jobs.reprocess.Comparison;

/** An audit found published cells that differ from what the archive comes to. */
public final class DifferenceException extends Exception {

    DifferenceException(Comparison found) {
        super(
                "%,d of the published cells differ (%,d changed, %,d missing, %,d extra); --mode correct publishes corrections"
                        .formatted(
                                found.differences(),
                                found.changed(),
                                found.missing(),
                                found.extra()));
    }
}
