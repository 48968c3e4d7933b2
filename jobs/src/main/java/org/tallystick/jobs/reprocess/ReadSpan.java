package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.archive.TimeRanges;
import org.tallystick.window.SessionWindow;

/**
 * What was read of the archive, and so which sessions could not be seen whole.
 *
 * @param times the event times that were read
 * @param sessions the session windows of the pipeline, by their text
 */
record ReadSpan(TimeRanges times, HashMap<String, SessionWindow> sessions) implements Serializable {

    static ReadSpan of(TimeRanges times, List<BoundMetric> metrics) {
        var sessions = new HashMap<String, SessionWindow>();
        for (BoundMetric metric : metrics) {
            for (var window : metric.windows()) {
                if (window instanceof SessionWindow session) {
                    sessions.put(window.text(), session);
                }
            }
        }
        return new ReadSpan(times, sessions);
    }

    /** Whether the cell is of a session. */
    boolean isSession(Cell cell) {
        return sessions.containsKey(cell.window());
    }

    /** Whether the cell is of a session to which events that were not read may belong. */
    boolean cuts(Cell cell) {
        var session = sessions.get(cell.window());
        return session != null && cuts(cell, session.gapMillis());
    }

    private boolean cuts(Cell session, long gap) {
        var read = times.times().around(session.start());
        if (read == null) {
            return true; // more was read since, and it begins in that
        }
        boolean mayBeginEarlier =
                read.first() != Long.MIN_VALUE && session.start() - gap < read.first();
        boolean mayEndLater = read.next() != Long.MAX_VALUE && session.end() >= read.next();
        return mayBeginEarlier || mayEndLater;
    }
}
