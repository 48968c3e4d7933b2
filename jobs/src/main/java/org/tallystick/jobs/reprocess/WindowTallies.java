package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import org.tallystick.engine.Tally;

/**
 * Which events windows hold, in four accounts.
 *
 * @param complete all that belong to them
 * @param standing those of the cells that stand
 * @param seen all that the live job must have counted
 * @param live those of the cells that it published
 */
public record WindowTallies(Tally complete, Tally standing, Tally seen, Tally live)
        implements Serializable {
    /** Those of no windows. */
    public static final WindowTallies NOTHING =
            new WindowTallies(Tally.NOTHING, Tally.NOTHING, Tally.NOTHING, Tally.NOTHING);

    static WindowTallies of(CellAccount cell) {
        return new WindowTallies(
                CellAccount.tally(cell.complete()),
                CellAccount.tally(cell.standing()),
                CellAccount.tally(cell.seen()),
                CellAccount.tally(cell.live()));
    }

    WindowTallies plus(WindowTallies other) {
        return new WindowTallies(
                complete.plus(other.complete),
                standing.plus(other.standing),
                seen.plus(other.seen),
                live.plus(other.live));
    }

    /** What the live job went without since it came too late. */
    Tally missed() {
        return complete.minus(seen);
    }

    /** What it saw and did not publish. */
    Tally unpublished() {
        return seen.minus(live);
    }
}
