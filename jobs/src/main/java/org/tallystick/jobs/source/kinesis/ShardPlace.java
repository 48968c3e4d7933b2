package org.tallystick.jobs.source.kinesis;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a shard has been read.
 *
 * @param since the time, epoch ms, from which on it is read while none of its records was; empty to
 *     begin with the oldest
 * @param last the sequence number of the newest record that was read
 * @param next the position of the record behind it
 * @param from the first position that is handed on: the archive holds what is before it
 * @param anchor what positions are counted from; empty before the first record
 * @param readTo epoch ms: all that had arrived by then was read
 */
record ShardPlace(
        OptionalLong since,
        Optional<String> last,
        long next,
        long from,
        Optional<Anchor> anchor,
        long readTo) {

    /** Of a shard of which nothing was read. */
    static ShardPlace beginning(OptionalLong since) {
        return new ShardPlace(since, Optional.empty(), 0, 0, Optional.empty(), Long.MIN_VALUE);
    }

    /** Behind an anchor that the archive knows, with what it holds to be counted again. */
    static ShardPlace behind(Anchor anchor, long from) {
        return new ShardPlace(
                OptionalLong.empty(),
                Optional.of(anchor.sequence()),
                anchor.position() + 1,
                from,
                Optional.of(anchor),
                Long.MIN_VALUE);
    }

    /** With the next record read. */
    ShardPlace after(String sequence) {
        return new ShardPlace(
                since,
                Optional.of(sequence),
                next + 1,
                from,
                anchor.or(() -> Optional.of(new Anchor(next, sequence))),
                readTo);
    }

    /**
     * With the place of lost records taken. What comes next is the oldest record there is, and what
     * is counted from.
     */
    ShardPlace afterLost() {
        return new ShardPlace(
                OptionalLong.empty(), Optional.empty(), next + 1, from, Optional.empty(), readTo);
    }

    /** With all read that had arrived by a time, epoch ms. */
    ShardPlace readTo(long time) {
        return new ShardPlace(since, last, next, from, anchor, Math.max(readTo, time));
    }

    /** Whether it has yet to come to what the archive does not hold. */
    boolean isRecounted() {
        return next < from;
    }
}
