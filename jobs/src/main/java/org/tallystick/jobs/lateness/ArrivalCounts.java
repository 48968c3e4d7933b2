package org.tallystick.jobs.lateness;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * When events were read: by partition, and how long after their own time those came that moved
 * their partition's clock on, as it is those that results wait for.
 *
 * <p>Flink writes it down for each heartbeat while the task goes on, hence the concurrent map.
 */
final class ArrivalCounts implements Mergeable<ArrivalCounts> {
    private final Allowances allowances;
    private final CountsByAllowance delays;
    private final ConcurrentSkipListMap<String, PartitionCount> partitions =
            new ConcurrentSkipListMap<>();
    private long longestDelay = Long.MIN_VALUE;
    private long oldest = Long.MAX_VALUE;
    private long newest = Long.MIN_VALUE;
    private long firstRead = Long.MAX_VALUE;
    private long lastRead = Long.MIN_VALUE;

    ArrivalCounts(Allowances allowances) {
        this.allowances = allowances;
        delays = new CountsByAllowance(allowances);
    }

    /** What has come of a partition. */
    PartitionCount partition(String name) {
        return partitions.computeIfAbsent(name, any -> new PartitionCount());
    }

    /**
     * Counts an event.
     *
     * @param clock of its partition when it came, epoch ms; none for the first
     * @param readAt epoch ms
     */
    void add(long time, OptionalLong clock, long readAt) {
        oldest = Math.min(oldest, time);
        newest = Math.max(newest, time);
        firstRead = Math.min(firstRead, readAt);
        lastRead = Math.max(lastRead, readAt);
        if (clock.isEmpty() || time > clock.getAsLong()) {
            delays.add(allowances.upTo(readAt - time - 1), 1);
            longestDelay = Math.max(longestDelay, readAt - time);
        }
    }

    @Override
    public void merge(ArrivalCounts other) {
        delays.merge(other.delays);
        other.partitions.forEach((name, count) -> partition(name).merge(count));
        longestDelay = Math.max(longestDelay, other.longestDelay);
        oldest = Math.min(oldest, other.oldest);
        newest = Math.max(newest, other.newest);
        firstRead = Math.min(firstRead, other.firstRead);
        lastRead = Math.max(lastRead, other.lastRead);
    }

    /** By partition, in the order of their names. */
    List<LatenessReport.Partition> partitions() {
        return partitions.entrySet().stream().map(ArrivalCounts::partition).toList();
    }

    private static LatenessReport.Partition partition(Map.Entry<String, PartitionCount> each) {
        return each.getValue().report(each.getKey());
    }

    /** Only where there was an event. */
    LatenessReport.Arrivals arrivals() {
        return new LatenessReport.Arrivals(
                new LatenessReport.Late(delays.total(), delays.uncovered()),
                longestDelay,
                oldest,
                newest,
                firstRead,
                lastRead);
    }
}
