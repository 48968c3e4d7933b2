package org.tallystick.jobs.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.SinkUids;
import org.tallystick.jobs.sink.Sinks;

/** Publishes cells through all sinks of a pipeline. */
public final class Publication {
    private Publication() {}

    /**
     * Adds the sinks, each with a uid that comes from where it writes to.
     *
     * @param run names who publishes: the same at every restart of a job, another for each job that
     *     may run beside it
     */
    public static void of(DataStream<Cell> cells, Plan plan, String run) {
        var sinks = plan.pipeline().sinks();
        for (var sink : sinks) {
            Sinks.write(cells, sink, plan.metrics(), run, SinkUids.of(sink.target()));
        }
        if (sinks.isEmpty()) {
            discard(cells);
        }
    }

    /**
     * The same in a batch job, with a stream for each sink that ends when the sink has taken all.
     */
    public static List<DataStream<?>> toEnd(DataStream<Cell> cells, Plan plan, String run) {
        var ends = new ArrayList<DataStream<?>>();
        for (var sink : plan.pipeline().sinks()) {
            ends.add(
                    Sinks.writeToEnd(cells, sink, plan.metrics(), run, SinkUids.of(sink.target())));
        }
        return ends;
    }

    /** Computes the cells and publishes none. */
    public static void discard(DataStream<Cell> cells) {
        cells.sinkTo(new DiscardingSink<>()).uid("no-sink").name("no-sink");
    }
}
