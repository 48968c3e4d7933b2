package org.tallystick.jobs.source.kinesis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.Shard;

/**
 * The shards that a stream has, closed ones among them as long as Kinesis has their records.
 *
 * @param stream its name
 * @param created when the stream was
 * @param parents of each shard by id, those that are listed themselves
 * @param closed those that get no more records
 */
record ShardListing(
        String stream, String created, Map<String, List<String>> parents, List<String> closed) {

    /** Asks Kinesis. */
    static ShardListing of(KinesisClient client, String stream) {
        var summary =
                client.describeStreamSummary(each -> each.streamName(stream))
                        .streamDescriptionSummary();
        var shards = shards(client, stream);
        var listed = shards.stream().map(Shard::shardId).toList();
        var parents = new LinkedHashMap<String, List<String>>();
        var closed = new ArrayList<String>();
        for (var shard : shards) {
            parents.put(
                    shard.shardId(),
                    Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
                            .filter(listed::contains)
                            .toList());
            if (shard.sequenceNumberRange().endingSequenceNumber() != null) {
                closed.add(shard.shardId());
            }
        }
        var created = String.valueOf(summary.streamCreationTimestamp());
        return new ShardListing(stream, created, parents, closed);
    }

    private static List<Shard> shards(KinesisClient client, String stream) {
        var shards = new ArrayList<Shard>();
        var request = ListShardsRequest.builder().streamName(stream).build();
        var next = Optional.of(request);
        while (next.isPresent()) {
            var page = client.listShards(next.get());
            shards.addAll(page.shards());
            next =
                    Optional.ofNullable(page.nextToken())
                            .map(token -> ListShardsRequest.builder().nextToken(token).build());
        }
        return shards;
    }

    ShardName name(String shard) {
        return new ShardName(stream, created, shard);
    }

    /** The shards that came of each by splitting or merging it. */
    Map<String, List<String>> children() {
        var children = new HashMap<String, List<String>>();
        parents.forEach(
                (child, of) ->
                        of.forEach(
                                parent ->
                                        children.computeIfAbsent(parent, any -> new ArrayList<>())
                                                .add(child)));
        return children;
    }
}
