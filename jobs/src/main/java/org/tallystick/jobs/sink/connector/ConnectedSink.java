package org.tallystick.jobs.sink.connector;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.trial.Trial;

/**
 * A sink of cells as a pipeline specifies it.
 *
 * <p>All versions of a cell come to it in their order through one subtask. Whoever reads what it
 * wrote finds the newest version of each cell, after any replay.
 */
public interface ConnectedSink {

    /**
     * What a job writes with.
     *
     * @throws IllegalArgumentException where it cannot be set up as specified; one line
     */
    Sink<Cell> sink(SinkUse use);

    /** The cells that it can take; what it does with the others is its business. */
    default DataStream<Cell> fitting(DataStream<Cell> cells, SinkUse use) {
        return cells;
    }

    /**
     * A trial for each thing that it writes to: of a database for each table. Nothing is left
     * behind.
     *
     * @param metrics those whose cells it gets
     */
    List<Trial> trials(List<BoundMetric> metrics);

    /** Why no server answers it, in one line; empty where one does, or none is needed. */
    default Optional<String> unanswered() throws InterruptedException {
        return Optional.empty();
    }

    /** Whether its client waits for a server that is away, instead of failing. */
    default boolean isPatient() {
        return false;
    }
}
