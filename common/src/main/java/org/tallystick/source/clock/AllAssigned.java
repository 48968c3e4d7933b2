package org.tallystick.source.clock;

import org.apache.flink.api.connector.source.SourceEvent;

/** Says to a reader: all splits known so far have a reader, and you have those that are yours. */
record AllAssigned() implements SourceEvent {}
