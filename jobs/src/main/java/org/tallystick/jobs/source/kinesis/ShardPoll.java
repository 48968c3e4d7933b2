package org.tallystick.jobs.source.kinesis;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.kinesis.KinesisAnswer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.ExpiredIteratorException;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.Record;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/**
 * Reads one shard on, request by request.
 *
 * <p>Kinesis does not say when records were removed that a reader had yet to read: it goes on with
 * the oldest that there is. So with each new iterator the newest record that was read is asked for
 * once more. Where it has gone, nothing is lost if all that is gone by now had been read by then,
 * which the time says to which the shard was read; else something may be.
 */
final class ShardPoll {
    private static final Logger LOG = LoggerFactory.getLogger(ShardPoll.class);

    /** Ten times what a shard takes in a fifth of a second. */
    private static final int RECORDS = 2_000;

    private final KinesisClient client;
    private final ShardSplit split;
    private final ShardGaps gaps;
    private final OptionalLong until;
    private final InstantSource clock;
    private final Pace pace;
    private ShardPlace place;

    /** Whether the newest record has yet to be found where it was. */
    private boolean unsure;

    private String iterator;
    private boolean closed;
    private boolean ended;
    private boolean refused;

    /**
     * @param gaps what to do where records are gone
     * @param until the time, epoch ms, at which a bounded run began; empty to read on for ever
     * @param shortest between two requests, ms
     */
    ShardPoll(
            KinesisClient client,
            ShardSplit split,
            ShardGaps gaps,
            OptionalLong until,
            long shortest,
            InstantSource clock) {
        this.client = client;
        this.split = split;
        this.gaps = gaps;
        this.until = until;
        this.clock = clock;
        pace = new Pace(shortest, clock.millis());
        place = split.place();
        unsure = place.last().isPresent();
        ended = split.ended();
    }

    /** When it may be asked next, epoch ms; {@link Long#MAX_VALUE} where there is no more. */
    long at() {
        return ended ? Long.MAX_VALUE : pace.at();
    }

    /** Asks, and says what has come. */
    List<ShardItem> poll() {
        try {
            var items = ask();
            refused = false;
            return items;
        } catch (ExpiredIteratorException e) {
            iterator = null;
            unsure = place.last().isPresent();
            return List.of();
        } catch (ResourceNotFoundException e) {
            return gone(e);
        } catch (SdkException e) {
            if (!KinesisAnswer.mayPass(e)) {
                throw e;
            }
            waitFor(e);
            return List.of();
        }
    }

    private void waitFor(SdkException failure) {
        if (!refused) {
            LOG.warn("{} is asked again: {}", split.shard(), KinesisAnswer.firstLine(failure));
        }
        refused = true;
        pace.refused(clock.millis());
    }

    private List<ShardItem> ask() {
        if (iterator == null) {
            iterator = client.getShardIterator(this::begin).shardIterator();
        }
        var response = client.getRecords(get -> get.shardIterator(iterator).limit(RECORDS));
        return items(response);
    }

    /** What they mean may have to be asked, too; where that fails, they are read once more. */
    private List<ShardItem> items(GetRecordsResponse response) {
        var asked = iterator;
        var reached = place;
        boolean wasUnsure = unsure;
        try {
            iterator = response.nextShardIterator();
            var items = new ArrayList<ShardItem>();
            items(response, items);
            return items;
        } catch (SdkException e) {
            iterator = asked;
            place = reached;
            unsure = wasUnsure;
            throw e;
        }
    }

    private void begin(GetShardIteratorRequest.Builder request) {
        request.streamName(split.shard().stream()).shardId(split.shard().id());
        var since = place.since();
        if (place.last().isPresent()) {
            request.startingSequenceNumber(place.last().get())
                    .shardIteratorType(
                            unsure
                                    ? ShardIteratorType.AT_SEQUENCE_NUMBER
                                    : ShardIteratorType.AFTER_SEQUENCE_NUMBER);
        } else if (since.isPresent()) {
            request.timestamp(Instant.ofEpochMilli(since.getAsLong()))
                    .shardIteratorType(ShardIteratorType.AT_TIMESTAMP);
        } else {
            request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        }
    }

    private void items(GetRecordsResponse response, List<ShardItem> items) {
        long now = clock.millis();
        long answered = ServerTime.of(response, clock);
        long behind = Optional.ofNullable(response.millisBehindLatest()).orElse(0L);
        boolean atEnd = response.records().isEmpty() && (iterator == null || behind == 0);
        var records = response.records();
        if (unsure && (!records.isEmpty() || atEnd)) {
            records = behindNewest(records, items);
        }
        long bytes = 0;
        for (var record : records) {
            bytes += record.data().asByteArrayUnsafe().length;
            items.add(taker -> taker.record(record));
            place = place.after(record.sequenceNumber());
        }
        if (response.records().isEmpty()) {
            items.add(taker -> taker.readTo(answered - behind));
            place = place.readTo(answered - behind);
        }
        pace(response, bytes, atEnd, now);
        end(response.records(), atEnd, items);
    }

    private void pace(GetRecordsResponse response, long bytes, boolean atEnd, long now) {
        if (response.records().isEmpty() && atEnd) {
            pace.foundNothing(now);
        } else {
            pace.read(bytes, now);
        }
    }

    private List<Record> behindNewest(List<Record> records, List<ShardItem> items) {
        unsure = false;
        if (!records.isEmpty()
                && records.get(0).sequenceNumber().equals(place.last().orElseThrow())) {
            return records.subList(1, records.size());
        }
        addLost(items);
        return records;
    }

    private void addLost(List<ShardItem> items) {
        var lost = gaps.behind(split.shard(), place);
        lost.ifPresent(
                what -> {
                    items.add(taker -> taker.lost(what));
                    place = place.afterLost();
                });
    }

    private void end(List<Record> records, boolean atEnd, List<ShardItem> items) {
        boolean over = iterator == null;
        if (over || (isFarEnough(records, atEnd) && !isClosed())) {
            ended = true;
            items.add(taker -> taker.end(over));
        }
    }

    private boolean isFarEnough(List<Record> records, boolean atEnd) {
        return until.isPresent() && (atEnd || isBehind(records, until.getAsLong()));
    }

    /** A closed shard is read to its end, so that its children may follow. */
    private boolean isClosed() {
        closed = closed || gaps.isClosed(split.shard());
        return closed;
    }

    private static boolean isBehind(List<Record> records, long time) {
        return !records.isEmpty()
                && records.get(records.size() - 1)
                        .approximateArrivalTimestamp()
                        .isAfter(Instant.ofEpochMilli(time));
    }

    /** The shard is no longer there, or the stream. */
    private List<ShardItem> gone(ResourceNotFoundException failure) {
        if (!gaps.isStreamThere(split.shard())) {
            throw failure;
        }
        var items = new ArrayList<ShardItem>();
        addLost(items);
        ended = true;
        items.add(taker -> taker.end(true));
        return items;
    }
}
