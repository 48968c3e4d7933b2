package org.tallystick.jobs.source.kinesis;

import org.apache.flink.api.connector.source.SourceEvent;

/** Says to a reader: let go of this shard, by its split's id; others have its children. */
record ShardReleased(String splitId) implements SourceEvent {}
