package org.tallystick.pipeline;

import java.util.Optional;

/** How a kind of source is written in the pipeline file, and what is made of it. */
public interface SourceWords {

    /** What {@code connector} says of it. */
    String connector();

    /** Its own keys, without {@code connector} and {@code format}, which every source has. */
    Shape shape();

    /** Whether it may be of this format. */
    default boolean mayHave(SourceFormat format) {
        return true;
    }

    /**
     * The source; empty, with the problem noted, where a part of it is not what it may be.
     *
     * @param section the source's part of the file, in its {@link #shape}
     * @param folder where relative paths begin
     */
    Optional<SourceSpec> read(Section section, RecordFormat format, PipelineFolder folder);
}
