package org.tallystick.pipeline;

import java.util.Optional;

/** How a kind of sink is written in the pipeline file, and what is made of it. */
public interface SinkWords {

    /** What {@code connector} says of it. */
    String connector();

    /** Its own keys, without {@code connector}, which every sink has. */
    Shape shape();

    /**
     * The sink; empty, with the problem noted, where a part of it is not what it may be.
     *
     * @param section the sink's part of the file, in its {@link #shape}
     * @param around what else the file says
     */
    Optional<SinkSpec> read(Section section, Around around);

    /**
     * What a sink may take from the rest of the file.
     *
     * @param source where events come from; empty where that is not understood
     * @param folder where relative paths begin
     */
    record Around(Optional<SourceSpec> source, PipelineFolder folder) {}
}
