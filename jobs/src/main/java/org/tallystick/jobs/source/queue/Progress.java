package org.tallystick.jobs.source.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * How far one consumer is.
 *
 * <p>Digests are kept in groups, one a checkpoint. A group goes when the broker has confirmed the
 * acknowledgements of a later one: a broker that crashes may forget the last it was told.
 */
final class Progress {

    /** The messages that came between two checkpoints. */
    private record Group(long checkpoint, List<BodyDigest> digests) {}

    private static final long BEFORE_ALL = Long.MIN_VALUE;

    /** How long a broker may take to notice that the consumer before is gone. */
    private static final Duration LINGERING = Duration.ofMinutes(15);

    /** A broker lets no consumer hold more, and of those before it there may be some. */
    private static final int MOST = 4 * PrefetchKey.MOST;

    private final int number;
    private final Deque<Group> groups = new ArrayDeque<>();
    private List<BodyDigest> digests = new ArrayList<>();
    private List<Object> receipts = new ArrayList<>();
    private final long begunAt = System.nanoTime();
    private long next;

    Progress(QueueSplit split) {
        number = split.number();
        next = split.next();
        groups.add(new Group(BEFORE_ALL, split.unsettled()));
    }

    int number() {
        return number;
    }

    /** The position of the next message. */
    long next() {
        return next;
    }

    /** A message was read: it has the next position. */
    void read() {
        next++;
    }

    /** A message is to be acknowledged with the next checkpoint. */
    void hold(Object receipt) {
        receipts.add(receipt);
    }

    /** The same of one that would be known again. */
    void hold(BodyDigest digest, Object receipt) {
        digests.add(digest);
        hold(receipt);
    }

    /** Begins a checkpoint; the receipts of what came since the one before. */
    List<Object> begin(long checkpoint) {
        if (!digests.isEmpty()) {
            groups.add(new Group(checkpoint, digests));
        }
        var held = receipts;
        digests = new ArrayList<>();
        receipts = new ArrayList<>();
        return held;
    }

    /** The broker has confirmed all acknowledgements up to a checkpoint's. */
    void settle(long checkpoint) {
        groups.removeIf(group -> group.checkpoint() < checkpoint && !mayLinger(group));
    }

    /** What the consumer before had taken comes again only when its connection is found dead. */
    private boolean mayLinger(Group group) {
        return group.checkpoint() == BEFORE_ALL
                && System.nanoTime() - begunAt < LINGERING.toNanos();
    }

    /** As it was when the newest checkpoint began. */
    QueueSplit split() {
        var unsettled = groups.stream().flatMap(group -> group.digests().stream()).toList();
        int from = Math.max(0, unsettled.size() - MOST);
        return new QueueSplit(number, next, List.copyOf(unsettled.subList(from, unsettled.size())));
    }
}
