package org.tallystick.jobs.source.kinesis;

import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Reads some shards in turn: always that which may be asked first. One that has ended stays until
 * it is released.
 */
final class ShardSplitReader implements SplitReader<ShardItem, ShardSplit> {
    /** How long a release may wait, ms. */
    private static final long LONGEST_WAIT = 100;

    private final KinesisClient client;
    private final Function<ShardSplit, ShardPoll> polls;
    private final Set<String> released;
    private final InstantSource clock;
    private final Map<String, ShardPoll> shards = new LinkedHashMap<>();
    private final Semaphore woken = new Semaphore(0);

    /**
     * @param client of the polls, closed with this
     * @param released shards that need not stay, by split id; others may add to it at any time
     */
    ShardSplitReader(
            KinesisClient client,
            Function<ShardSplit, ShardPoll> polls,
            Set<String> released,
            InstantSource clock) {
        this.client = client;
        this.polls = polls;
        this.released = released;
        this.clock = clock;
    }

    @Override
    public RecordsWithSplitIds<ShardItem> fetch() {
        var items = new RecordsBySplits.Builder<ShardItem>();
        if (finish(items)) {
            return items.build();
        }
        var next =
                shards.entrySet().stream().min(Comparator.comparing(each -> each.getValue().at()));
        long now = clock.millis();
        if (next.isPresent() && next.get().getValue().at() <= now) {
            items.addAll(next.get().getKey(), next.get().getValue().poll());
        } else {
            long wait = next.map(each -> each.getValue().at() - now).orElse(LONGEST_WAIT);
            await(Math.min(wait, LONGEST_WAIT));
        }
        return items.build();
    }

    private boolean finish(RecordsBySplits.Builder<ShardItem> items) {
        var over = released.stream().filter(shards::containsKey).toList();
        over.forEach(shards::remove);
        over.forEach(released::remove);
        items.addFinishedSplits(over);
        return !over.isEmpty();
    }

    private void await(long millis) {
        try {
            if (woken.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<ShardSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new UnsupportedOperationException("shards are only added: " + change);
        }
        change.splits().forEach(split -> shards.put(split.splitId(), polls.apply(split)));
    }

    @Override
    public void wakeUp() {
        woken.release();
    }

    @Override
    public void close() {
        client.close();
    }
}
