package org.tallystick.jobs.sink;

import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.jobs.trial.Trial;
import org.tallystick.pipeline.SinkSpec;

/** Tries whether a sink can be written to, and leaves nothing behind. */
public final class SinkTrials {
    private SinkTrials() {}

    /**
     * A trial for each thing that the sink writes to: of a database for each table.
     *
     * @param metrics those whose cells the sink gets
     */
    public static List<Trial> of(SinkSpec spec, List<BoundMetric> metrics) {
        return Sinks.of(spec).trials(metrics);
    }
}
