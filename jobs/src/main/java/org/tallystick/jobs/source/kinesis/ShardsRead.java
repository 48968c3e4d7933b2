package org.tallystick.jobs.source.kinesis;

import java.util.ArrayList;
import org.apache.flink.api.connector.source.SourceEvent;

/** Says to the enumerator: I read these shards, by their ids. A reader that starts has none. */
record ShardsRead(ArrayList<String> shards) implements SourceEvent {}
