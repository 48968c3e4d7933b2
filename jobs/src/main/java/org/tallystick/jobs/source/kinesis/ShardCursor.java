package org.tallystick.jobs.source.kinesis;

import java.util.OptionalLong;
import org.tallystick.source.PartitionName;

/** How far a shard has been read, while it is. */
final class ShardCursor {
    /** Stands for a record to count from where there is none, nor will there be. */
    private static final String NO_RECORD = "0";

    private final ShardName shard;
    private ShardPlace place;
    private PartitionName name;
    private OptionalLong clock;
    private boolean ended;

    ShardCursor(ShardSplit split) {
        shard = split.shard();
        place = split.place();
        clock = split.clock();
        ended = split.ended();
    }

    ShardName shard() {
        return shard;
    }

    /** Takes the next record, and says its position. */
    long take(String sequence) {
        if (place.anchor().isEmpty()) {
            name = null;
        }
        long position = place.next();
        place = place.after(sequence);
        return position;
    }

    /** Takes the place of records that are lost, and says its position. */
    long lose() {
        long position = place.next();
        place = place.afterLost();
        name = null;
        return position;
    }

    /** Whether the archive holds what is at a position. */
    boolean isKnown(long position) {
        return position < place.from();
    }

    /**
     * What its records have in common; of a shard that is gone, and had none, its next position.
     */
    PartitionName name() {
        if (name == null) {
            name =
                    shard.partition(
                            place.anchor().orElseGet(() -> new Anchor(place.next(), NO_RECORD)));
        }
        return name;
    }

    void readTo(long time) {
        place = place.readTo(time);
    }

    void end() {
        ended = true;
    }

    /** Its clock is not behind this one. */
    void clock(OptionalLong time) {
        clock = ShardSplit.later(clock, time);
    }

    OptionalLong clock() {
        return clock;
    }

    ShardSplit split() {
        return new ShardSplit(shard, place, clock, ended);
    }
}
