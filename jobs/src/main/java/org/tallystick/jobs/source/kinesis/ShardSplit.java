package org.tallystick.jobs.source.kinesis;

import java.util.OptionalLong;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A shard as a partition to read.
 *
 * @param clock the largest event time read in it and its ancestors, epoch ms; empty before the
 *     first event
 * @param ended whether it is closed and was read to its end
 */
record ShardSplit(ShardName shard, ShardPlace place, OptionalLong clock, boolean ended)
        implements SourceSplit {

    static ShardSplit of(ShardName shard, ShardPlace place) {
        return new ShardSplit(shard, place, OptionalLong.empty(), false);
    }

    /** The same, its clock not behind another. */
    ShardSplit after(OptionalLong other) {
        return new ShardSplit(shard, place, later(clock, other), ended);
    }

    static OptionalLong later(OptionalLong one, OptionalLong other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return OptionalLong.of(Math.max(one.getAsLong(), other.getAsLong()));
    }

    @Override
    public String splitId() {
        return shard.splitId();
    }
}
