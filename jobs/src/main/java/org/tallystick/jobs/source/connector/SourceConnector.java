package org.tallystick.jobs.source.connector;

import java.util.Optional;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.pipeline.SourceWords;

/** A kind of source: what the pipeline file says of it, and what it is then. */
public interface SourceConnector {

    /** How it is written in the pipeline file. */
    SourceWords words();

    /** The source that a specification of this kind describes; empty for one of another kind. */
    Optional<ConnectedSource> connect(SourceSpec spec);
}
