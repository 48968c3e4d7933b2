package org.tallystick.jobs.source.kinesis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.tallystick.pipeline.SourceSpec.OnGap;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;

/**
 * What becomes of records that were removed before they were read.
 *
 * @param clock for answers that have no time
 */
record ShardGaps(KinesisClient client, OnGap onGap, InstantSource clock) {
    /** Answers are dated in seconds, and Kinesis' machines may differ. */
    private static final Duration DIFFERENCE = Duration.ofMinutes(1);

    /**
     * What is lost behind the newest record of a shard that was read, which has gone, or of all the
     * shard, which has; empty where nothing is.
     *
     * @param place how far it has been read by now
     * @throws RemovedRecordsException where the run is not to go on
     */
    Optional<String> behind(ShardName shard, ShardPlace place) {
        if (place.isRecounted()) {
            throw new RemovedRecordsException(notCounted(shard.splitId()));
        }
        long readTo = place.readTo();
        if (readTo > keptSince(shard)) {
            return Optional.empty();
        }
        var what =
                "records of %s%s"
                        .formatted(
                                shard,
                                place.last().map(" behind sequence number "::concat).orElse(""));
        if (onGap == OnGap.STOP) {
            throw new RemovedRecordsException(
                    "kinesis source: %s may have been removed before they were read, since it had been read to %s: with 'on-gap: continue' in the source the run goes on with the oldest there is, and a reject stands for them"
                            .formatted(what, time(readTo)));
        }
        return Optional.of(
                what + " may have been removed before they were read, from " + time(readTo));
    }

    private static String time(long readTo) {
        return readTo == Long.MIN_VALUE ? "that place" : Instant.ofEpochMilli(readTo).toString();
    }

    /** Why a run without a savepoint cannot count a shard's records again. */
    static String notCounted(String shard) {
        return "kinesis source: the archive holds %s, and Kinesis has removed the record from which its positions are counted: go on with --resume latest, or begin another archive with --new-history NAMESPACE"
                .formatted(shard);
    }

    /** From when on Kinesis has all records, epoch ms. */
    private long keptSince(ShardName shard) {
        var answer = client.describeStreamSummary(each -> each.streamName(shard.stream()));
        int hours = answer.streamDescriptionSummary().retentionPeriodHours();
        return ServerTime.of(answer, clock)
                - Duration.ofHours(hours).toMillis()
                + DIFFERENCE.toMillis();
    }

    /** Whether a shard gets no more records. */
    boolean isClosed(ShardName shard) {
        return ShardListing.of(client, shard.stream()).closed().contains(shard.id());
    }

    boolean isStreamThere(ShardName shard) {
        try {
            client.describeStreamSummary(each -> each.streamName(shard.stream()));
            return true;
        } catch (ResourceNotFoundException e) {
            return false;
        }
    }
}
