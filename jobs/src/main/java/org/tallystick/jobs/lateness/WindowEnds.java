package org.tallystick.jobs.lateness;

import org.tallystick.engine.EndRun;
import org.tallystick.engine.KindEdges;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.SessionWindow;
import org.tallystick.window.Window;

/**
 * When the windows end that an event lies in, as lateness has it: of sessions, the one that the
 * event would be by itself. Not thread-safe.
 */
interface WindowEnds {

    /** The ends at {@code passed} or before of the windows that {@code time} lies in. */
    EndRun passed(long time, long passed);

    /** How many there are in a run that is not empty. */
    long count(EndRun run);

    static WindowEnds of(Window window) {
        return window instanceof AlignedWindow aligned
                ? new Aligned(new KindEdges(aligned))
                : new Session((SessionWindow) window);
    }

    /** Of windows with edges. */
    record Aligned(KindEdges edges) implements WindowEnds {

        @Override
        public EndRun passed(long time, long passed) {
            return edges.passed(time, passed);
        }

        @Override
        public long count(EndRun run) {
            return edges.window().ends(run.first(), run.last());
        }
    }

    /** Of sessions. */
    record Session(SessionWindow window) implements WindowEnds {

        @Override
        public EndRun passed(long time, long passed) {
            long end = time + window.gapMillis();
            return end <= passed ? new EndRun(end, end) : EndRun.NONE;
        }

        @Override
        public long count(EndRun run) {
            return 1;
        }
    }
}
