package org.tallystick.jobs.source.kinesis;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tallystick.jobs.archive.Known;

/**
 * Where shards begin: those that are there at first where the pipeline says, or behind what the
 * archive holds of them; those that come later at their beginning.
 *
 * @param stream its name
 * @param since the time, epoch ms, before which nothing is read; null for none
 * @param openOnly whether shards that are closed at first are passed over
 * @param known what an archive holds
 */
record ShardStarts(String stream, Long since, boolean openOnly, Known known)
        implements Serializable {
    private static final long DISCOVERY_MILLIS = 10_000;
    private static final long DISCOVERY_OF_BOUNDED_MILLIS = 500;

    /** How often shards are looked for; a bounded run has nothing else to find children by. */
    long discoveryMillis(boolean bounded) {
        return bounded ? DISCOVERY_OF_BOUNDED_MILLIS : DISCOVERY_MILLIS;
    }

    /** What is read of each shard that is there at first. */
    Map<String, ShardSplit> first(ShardListing listing) {
        var origins = new KnownShards(known, stream).origins(listing.created());
        var splits = new HashMap<String, ShardSplit>();
        for (var shard : listing.parents().keySet()) {
            var name = listing.name(shard);
            var anchor = origins.get(name.number());
            var place =
                    anchor == null
                            ? ShardPlace.beginning(start())
                            : ShardPlace.behind(anchor, nextFrom(anchor, name));
            splits.put(shard, ShardSplit.of(name, place));
        }
        return splits;
    }

    private long nextFrom(Anchor anchor, ShardName name) {
        return known.ranges(new Known.Partition(stream, name.number())).nextFrom(anchor.position());
    }

    private OptionalLong start() {
        return since == null ? OptionalLong.empty() : OptionalLong.of(since);
    }

    /** What is read of each shard that was not there before. */
    Map<String, ShardSplit> later(ShardListing listing) {
        var splits = new HashMap<String, ShardSplit>();
        for (var shard : listing.parents().keySet()) {
            var beginning = ShardPlace.beginning(OptionalLong.empty());
            splits.put(shard, ShardSplit.of(listing.name(shard), beginning));
        }
        return splits;
    }

    /** Those that nothing is read of. */
    List<String> passed(ShardListing listing) {
        return openOnly && known.isEmpty() ? listing.closed() : List.of();
    }
}
