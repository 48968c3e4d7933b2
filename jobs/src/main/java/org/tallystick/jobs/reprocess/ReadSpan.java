package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.window.SessionWindow;

/**
 * What was read of the archive, and so which sessions could not be seen whole.
 *
 * @param range the event time that was read
 * @param sessions the session windows of the pipeline, by their text
 */
record ReadSpan(ReprocessRange range, HashMap<String, SessionWindow> sessions)
        implements Serializable {

    static ReadSpan of(ReprocessRange range, List<BoundMetric> metrics) {
        var sessions = new HashMap<String, SessionWindow>();
        for (BoundMetric metric : metrics) {
            for (var window : metric.windows()) {
                if (window instanceof SessionWindow session) {
                    sessions.put(window.text(), session);
                }
            }
        }
        return new ReadSpan(range, sessions);
    }

    /** Whether the cell is of a session to which events that were not read may belong. */
    boolean cuts(Cell cell) {
        var session = sessions.get(cell.window());
        return session != null && range.cuts(cell, session);
    }
}
