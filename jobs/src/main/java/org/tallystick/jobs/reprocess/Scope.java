package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.jobs.archive.TimeRanges;
import org.tallystick.sql.Binding;

/** Which windows a run judges. */
public interface Scope extends Serializable {

    /**
     * Whether a window is one of them.
     *
     * @param metric the metric's name
     * @param window the window's text
     * @param start epoch ms, inclusive
     * @param end epoch ms, exclusive
     */
    boolean holds(String metric, String window, long start, long end);

    /** Stretches of event time in which each of them has a moment. */
    TimeRanges times();

    /**
     * What must be read so that every aligned window of them is whole, and sessions are unless they
     * reach further out than {@code margin}.
     *
     * @param metrics those of {@link #of}
     * @param margin ms
     */
    TimeRanges toRead(List<BoundMetric> metrics, long margin);

    /** What of a pipeline has to be computed for them. */
    Binding of(Binding pipeline);

    /** The range whose windows are as they should be once these are. */
    ReprocessRange answered();
}
