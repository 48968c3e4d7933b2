package org.tallystick.jobs.source.kinesis;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.connector.source.SourceEvent;

/** Says to the enumerator: this shard was read as far as it goes, and I hold on to it. */
final class ShardEnded implements SourceEvent {
    private final byte[] split;

    ShardEnded(ShardSplit split) {
        try {
            this.split = ShardSplitSerializer.INSTANCE.serialize(split);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ShardSplit split() {
        try {
            int version = ShardSplitSerializer.INSTANCE.getVersion();
            return ShardSplitSerializer.INSTANCE.deserialize(version, split);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
