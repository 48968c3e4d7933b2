package org.tallystick.jobs.source.kinesis;

import java.util.Optional;
import java.util.OptionalLong;
import org.tallystick.source.PartitionName;

/** How far a shard has been read, while it is. */
final class ShardCursor {
    private final ShardName shard;
    private final long from;
    private OptionalLong since;
    private Optional<String> last;
    private long next;
    private Optional<Anchor> anchor;
    private PartitionName name;
    private long readTo;
    private OptionalLong clock;
    private boolean ended;

    ShardCursor(ShardSplit split) {
        shard = split.shard();
        var place = split.place();
        since = place.since();
        last = place.last();
        next = place.next();
        from = place.from();
        anchor = place.anchor();
        readTo = place.readTo();
        clock = split.clock();
        ended = split.ended();
    }

    ShardName shard() {
        return shard;
    }

    /** Takes the next record, and says its position. */
    long take(String sequence) {
        if (anchor.isEmpty()) {
            anchor = Optional.of(new Anchor(next, sequence));
            name = null;
        }
        last = Optional.of(sequence);
        return next++;
    }

    /**
     * Takes the place of records that are lost, and says its position. What comes next is the
     * oldest record there is, and what is counted from.
     */
    long lose() {
        last = Optional.empty();
        since = OptionalLong.empty();
        anchor = Optional.empty();
        name = null;
        return next++;
    }

    /** Whether the archive holds what is at a position. */
    boolean isKnown(long position) {
        return position < from;
    }

    /** What records have in common, once one was taken. */
    PartitionName name() {
        if (name == null) {
            name = shard.partition(anchor.orElseThrow());
        }
        return name;
    }

    void readTo(long time) {
        readTo = Math.max(readTo, time);
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
        var place = new ShardPlace(since, last, next, from, anchor, readTo);
        return new ShardSplit(shard, place, clock, ended);
    }
}
