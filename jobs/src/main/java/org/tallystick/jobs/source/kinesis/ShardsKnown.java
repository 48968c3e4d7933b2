package org.tallystick.jobs.source.kinesis;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What an enumerator of shards has in its checkpoint.
 *
 * @param created when the stream was; empty before it was looked at
 * @param ended closed shards that were read to their ends, each with its clock
 * @param assigned shards that readers have
 * @param waiting shards that no reader has, with how far they were read
 */
record ShardsKnown(
        String created,
        Map<String, OptionalLong> ended,
        Set<String> assigned,
        List<ShardSplit> waiting) {

    static final ShardsKnown NOTHING = new ShardsKnown("", Map.of(), Set.of(), List.of());
}
