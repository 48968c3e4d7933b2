package org.tallystick.jobs.source.kinesis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.kinesis.KinesisAnswer;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/**
 * Finds the shards of a stream and gives them to readers, in their {@link ShardOrder}.
 *
 * <p>It does nothing before all readers have said what they have, since one that goes on from a
 * checkpoint may read a parent again whose children would otherwise be read beside it.
 */
final class ShardEnumerator implements SplitEnumerator<ShardSplit, ShardsKnown> {
    private static final Logger LOG = LoggerFactory.getLogger(ShardEnumerator.class);

    private final SplitEnumeratorContext<ShardSplit> context;
    private final KinesisClient client;
    private final ShardStarts starts;
    private final boolean bounded;
    private final ShardOrder order;

    /** Readers that have said what they have. */
    private final Set<Integer> told = new HashSet<>();

    /** Readers that know that no more will come. */
    private final Set<Integer> done = new HashSet<>();

    private String created;
    private boolean looking;

    /**
     * @param client closed with this
     * @param starts where shards begin that are not known
     * @param bounded whether shards end where they end now
     */
    ShardEnumerator(
            SplitEnumeratorContext<ShardSplit> context,
            KinesisClient client,
            ShardStarts starts,
            boolean bounded,
            ShardsKnown known) {
        this.context = context;
        this.client = client;
        this.starts = starts;
        this.bounded = bounded;
        order = new ShardOrder(known);
        created = known.created();
    }

    @Override
    public void start() {}

    @Override
    public void addReader(int subtask) {
        told.remove(subtask);
        done.remove(subtask);
    }

    @Override
    public void handleSplitRequest(int subtask, String host) {}

    @Override
    public void handleSourceEvent(int subtask, SourceEvent event) {
        if (event instanceof ShardEnded end) {
            order.ended(end.split(), subtask);
        } else if (event instanceof ShardsRead shards) {
            order.read(shards.shards());
            told.add(subtask);
        }
        act();
        if (haveAllTold() && !looking) {
            look();
        } else if (!bounded && order.lacksChildren()) {
            context.callAsync(this::list, this::listed);
        }
    }

    /** From the first time on that it is known what readers have. */
    private void look() {
        looking = true;
        long period = starts.discoveryMillis(bounded);
        context.callAsync(this::list, this::listed, 0, period);
    }

    private ShardListing list() {
        return ShardListing.of(client, starts.stream());
    }

    private void listed(ShardListing listing, Throwable failure) {
        if (failure != null) {
            if (!KinesisAnswer.mayPass(failure)) {
                throw new IllegalStateException(
                        "kinesis source: the shards of %s: %s"
                                .formatted(starts.stream(), KinesisAnswer.firstLine(failure)),
                        failure);
            }
            LOG.warn(
                    "The shards of {} are asked for again: {}",
                    starts.stream(),
                    KinesisAnswer.firstLine(failure));
            return;
        }
        boolean first = created.isEmpty();
        requireSame(listing);
        var splits = first ? starts.first(listing) : starts.later(listing);
        order.listed(listing, splits::get);
        if (first) {
            starts.passed(listing).forEach(order::pass);
        }
        act();
    }

    private void requireSame(ShardListing listing) {
        if (created.isEmpty()) {
            created = listing.created();
        }
        if (!created.equals(listing.created())) {
            throw OtherStreamException.madeAnew(listing.stream(), created, listing.created());
        }
    }

    private boolean haveAllTold() {
        return told.size() == context.currentParallelism();
    }

    private void act() {
        if (!haveAllTold()) {
            return;
        }
        assign(order.ready());
        for (var release : order.released()) {
            var name = new ShardName(starts.stream(), created, release.shard());
            context.sendEventToSourceReader(release.subtask(), new ShardReleased(name.splitId()));
        }
        if (bounded && order.isDone()) {
            context.registeredReaders().keySet().stream()
                    .filter(done::add)
                    .forEach(context::signalNoMoreSplits);
        }
    }

    private void assign(List<ShardOrder.Assignment> ready) {
        var assignment = new HashMap<Integer, List<ShardSplit>>();
        for (var each : ready) {
            int usual = each.split().shard().number() % context.currentParallelism();
            assignment
                    .computeIfAbsent(each.subtask().orElse(usual), any -> new ArrayList<>())
                    .add(each.split());
        }
        if (!ready.isEmpty()) {
            LOG.info("Reading {}", ready);
            context.assignSplits(new SplitsAssignment<>(assignment));
        }
    }

    @Override
    public void addSplitsBack(List<ShardSplit> splits, int subtask) {
        told.remove(subtask);
        order.returned(splits);
    }

    @Override
    public ShardsKnown snapshotState(long checkpoint) {
        return order.known(created);
    }

    @Override
    public void close() {
        client.close();
    }
}
