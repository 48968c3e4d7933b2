package org.tallystick.jobs;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.sink.Sinks;

/** Publishes cells through all sinks of a pipeline. */
public final class Publication {
    private Publication() {}

    /**
     * Adds the sinks, with the uids {@code sink-1}, {@code sink-2} and so on in the pipeline's
     * order.
     *
     * @param run names who publishes: the same at every restart of a job, another for each job that
     *     may run beside it
     */
    public static void of(DataStream<Cell> cells, Plan plan, String run) {
        int number = 0;
        for (var sink : plan.pipeline().sinks()) {
            number++;
            Sinks.write(cells, sink, plan.metrics(), run, "sink-" + number);
        }
        if (number == 0) {
            discard(cells);
        }
    }

    /** Computes the cells and publishes none. */
    public static void discard(DataStream<Cell> cells) {
        cells.sinkTo(new DiscardingSink<>()).uid("no-sink").name("no-sink");
    }
}
