package org.tallystick.jobs.sink.connector;

import java.util.Optional;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SinkWords;

/** A kind of sink: what the pipeline file says of it, and what it is then. */
public interface SinkConnector {

    /** How it is written in the pipeline file. */
    SinkWords words();

    /** The sink that a specification of this kind describes; empty for one of another kind. */
    Optional<ConnectedSink> connect(SinkSpec spec);
}
