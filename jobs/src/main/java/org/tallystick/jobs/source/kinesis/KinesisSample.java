package org.tallystick.jobs.source.kinesis;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.tallystick.jobs.kinesis.KinesisAnswer;
import org.tallystick.jobs.trial.TrialException;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.RawRecord;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Looks at a stream without a job: a share of each shard, from its oldest record on, one shard
 * after another.
 */
record KinesisSample(KinesisStream spec) {
    private static final int MOST_OF_A_REQUEST = 2_000;

    /** What there is, a phrase. */
    String look() throws TrialException {
        try (var client = spec.service().client()) {
            var listing = ShardListing.of(client, spec.name());
            return "%d shard(s), %d of them closed"
                    .formatted(listing.parents().size(), listing.closed().size());
        } catch (SdkException e) {
            throw new TrialException(
                    KinesisAnswer.refusal(e).orElseGet(() -> KinesisAnswer.firstLine(e)));
        }
    }

    /** Reads at most so many records, and says whether there are more. */
    boolean read(
            EventDecoder decoder, long limit, InstantSource clock, Consumer<RawRecord> records) {
        try (var client = spec.service().client()) {
            var listing = ShardListing.of(client, spec.name());
            long left = limit;
            int shards = listing.parents().size();
            boolean more = false;
            for (var shard : listing.parents().keySet()) {
                long share = (left + shards - 1) / shards--;
                var stretch = new Stretch(client, listing.name(shard), decoder, clock, records);
                long read = stretch.read(share);
                left -= read;
                more |= read == share;
            }
            return more;
        }
    }

    /** The oldest records of a shard. */
    private record Stretch(
            KinesisClient client,
            ShardName shard,
            EventDecoder decoder,
            InstantSource clock,
            Consumer<RawRecord> records) {

        long read(long share) {
            var iterator =
                    client.getShardIterator(
                                    get ->
                                            get.streamName(shard.stream())
                                                    .shardId(shard.id())
                                                    .shardIteratorType(
                                                            ShardIteratorType.TRIM_HORIZON))
                            .shardIterator();
            long read = 0;
            while (iterator != null && read < share) {
                var at = iterator;
                int most = (int) Math.min(share - read, MOST_OF_A_REQUEST);
                var found = client.getRecords(get -> get.shardIterator(at).limit(most));
                take(found.records(), read);
                read += found.records().size();
                boolean end = found.records().isEmpty() && found.millisBehindLatest() == 0;
                iterator = end ? null : found.nextShardIterator();
            }
            return read;
        }

        private void take(List<Record> found, long from) {
            long position = from;
            for (var record : found) {
                var name = shard.partition(new Anchor(0, record.sequenceNumber()));
                records.accept(ShardRows.raw(record, name, position++, decoder, clock.millis()));
            }
        }
    }
}
