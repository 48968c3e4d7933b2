package org.tallystick.jobs.source.kinesis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.BadArgumentException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * What an archive knows of a stream.
 *
 * @param stream its name
 */
record KnownShards(Known known, String stream) {

    /**
     * The newest anchor of each shard, by number.
     *
     * @param created when the stream was
     * @throws OtherStreamException where the archive knows something else by its name
     */
    Map<Integer, Anchor> origins(String created) {
        var anchors = new TreeMap<Integer, Anchor>();
        known.partitions()
                .forEach(
                        (partition, ranges) -> {
                            if (partition.topic().equals(stream)) {
                                newest(ranges, created)
                                        .ifPresent(it -> anchors.put(partition.number(), it));
                            }
                        });
        return anchors;
    }

    private Optional<Anchor> newest(Known.Ranges ranges, String created) {
        if (ranges.size() > 0 && ranges.topicIds().isEmpty()) {
            throw foreign();
        }
        var origins =
                ranges.topicIds().stream()
                        .map(id -> ShardName.Origin.parse(id).orElseThrow(this::foreign))
                        .toList();
        for (var origin : origins) {
            if (!origin.created().equals(created)) {
                throw OtherStreamException.madeAnew(stream, origin.created(), created);
            }
        }
        return origins.stream()
                .map(ShardName.Origin::anchor)
                .max(Comparator.comparingLong(Anchor::position));
    }

    private OtherStreamException foreign() {
        return OtherStreamException.foreign(stream);
    }

    /**
     * Compares a run without a savepoint with what the archive holds.
     *
     * @param skip whether what is known is passed over
     * @return lines for people
     * @throws BadArgumentException where something would be read again, or be left out
     */
    List<String> compare(KinesisClient client, boolean skip) throws BadArgumentException {
        if (known.partitions().keySet().stream().noneMatch(it -> it.topic().equals(stream))) {
            return List.of();
        }
        var listing = ShardListing.of(client, stream);
        var lines = new ArrayList<String>();
        for (var each : origins(listing).entrySet()) {
            var shard = ShardName.splitId(stream, each.getKey());
            if (!skip) {
                throw new BadArgumentException(
                        "kinesis source: the archive holds %s up to position %d, and this run would count its records again: go on with --resume latest, read only what is new with --again skip, or begin another archive with --new-history NAMESPACE"
                                .formatted(shard, next(each.getKey()) - 1));
            }
            requireAnchor(client, listing, each.getKey(), each.getValue());
            lines.add(
                    "%s is read from position %d on: what is before it, the archive holds"
                            .formatted(shard, next(each.getKey())));
        }
        return lines;
    }

    private Map<Integer, Anchor> origins(ShardListing listing) throws BadArgumentException {
        try {
            var origins = origins(listing.created());
            var listed =
                    listing.parents().keySet().stream()
                            .map(shard -> listing.name(shard).number())
                            .toList();
            origins.keySet().retainAll(listed);
            return origins;
        } catch (OtherStreamException e) {
            throw new BadArgumentException(e.getMessage());
        }
    }

    private long next(int shard) {
        return known.ranges(new Known.Partition(stream, shard)).next().orElse(0);
    }

    private void requireAnchor(
            KinesisClient client, ShardListing listing, int number, Anchor anchor)
            throws BadArgumentException {
        var shard = ShardName.splitId(stream, number);
        for (var id : listing.parents().keySet()) {
            if (listing.name(id).number() == number && !isThere(client, id, anchor)) {
                throw new BadArgumentException(ShardGaps.notCounted(shard));
            }
        }
    }

    private boolean isThere(KinesisClient client, String shard, Anchor anchor) {
        try {
            var iterator =
                    client.getShardIterator(
                                    get ->
                                            get.streamName(stream)
                                                    .shardId(shard)
                                                    .shardIteratorType(
                                                            ShardIteratorType.AT_SEQUENCE_NUMBER)
                                                    .startingSequenceNumber(anchor.sequence()))
                            .shardIterator();
            return begins(client, iterator, anchor.sequence());
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }

    /** An answer without records says nothing, as long as there are more. */
    private static boolean begins(KinesisClient client, String first, String sequence) {
        var iterator = first;
        while (iterator != null) {
            var at = iterator;
            var found = client.getRecords(get -> get.shardIterator(at).limit(1));
            if (!found.records().isEmpty() || found.millisBehindLatest() == 0) {
                return found.records().stream()
                        .anyMatch(record -> record.sequenceNumber().equals(sequence));
            }
            iterator = found.nextShardIterator();
        }
        return false;
    }
}
