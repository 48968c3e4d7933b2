package org.tallystick.jobs.archive;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;

/** Which records of which source partitions the archive holds, as events, rejects or repeats. */
public final class Known implements Serializable {
    /** An archive without any. */
    public static final Known NOTHING =
            new Known(Map.of(), Set.of(), Definitions.NONE, Long.MAX_VALUE);

    private static final long SILENT_MILLIS = Duration.ofHours(1).toMillis();

    private final HashMap<Partition, Ranges> partitions;
    private final HashSet<String> jobs;
    private final Definitions definitions;
    private final long deduplicatedMillis;

    private Known(
            Map<Partition, Ranges> partitions,
            Set<String> jobs,
            Definitions definitions,
            long deduplicatedMillis) {
        this.partitions = new HashMap<>(partitions);
        this.jobs = new HashSet<>(jobs);
        this.definitions = definitions;
        this.deduplicatedMillis = deduplicatedMillis;
    }

    /**
     * A partition of a source.
     *
     * @param topic the topic, or the file
     * @param number the topic's partition; 0 in a file
     */
    public record Partition(String topic, int number)
            implements Comparable<Partition>, Serializable {

        @Override
        public int compareTo(Partition other) {
            int byTopic = topic.compareTo(other.topic);
            return byTopic == 0 ? Integer.compare(number, other.number) : byTopic;
        }
    }

    /** The positions of one partition, and what was known of it last. */
    public static final class Ranges implements Serializable {
        private static final Ranges NONE = new Ranges();

        private final Intervals positions = new Intervals();

        private final HashSet<String> topicIds = new HashSet<>();
        private long clock = Long.MIN_VALUE;
        private long committedAt = Long.MIN_VALUE;

        /** Whether there is a record of this position in the archive. */
        public boolean contains(long position) {
            return positions.contains(position);
        }

        /** The first position that is not known, from this one on. */
        public long nextFrom(long position) {
            var known = positions.around(position);
            return known == null ? position : known.next();
        }

        /** The position behind the last that is known; empty if none is. */
        public OptionalLong next() {
            return positions.all().stream().mapToLong(Intervals.Interval::next).max();
        }

        /** How many positions from {@code first} on, before {@code next}, are known. */
        long within(long first, long next) {
            return positions.within(first, next);
        }

        /** The known positions: where each stretch begins, and the position behind it. */
        public SortedMap<Long, Long> ranges() {
            var known = new TreeMap<Long, Long>();
            positions.all().forEach(each -> known.put(each.first(), each.next()));
            return Collections.unmodifiableSortedMap(known);
        }

        /** How many positions are known. */
        public long size() {
            return positions.all().stream().mapToLong(each -> each.next() - each.first()).sum();
        }

        /** The largest event time at a known position, epoch ms; empty if none held an event. */
        public OptionalLong clock() {
            return clock == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(clock);
        }

        /**
         * What tells the topics whose records these are from others of their name, mostly one; none
         * of files, and where that was not noted.
         */
        public Set<String> topicIds() {
            return Set.copyOf(topicIds);
        }

        /** When its newest position was committed. */
        public Instant committedAt() {
            return Instant.ofEpochMilli(committedAt);
        }

        private void add(Record row) {
            if (row.getField("first") != null) {
                positions.add((long) row.getField("first"), (long) row.getField("next"));
            }
            clock = Math.max(clock, millis(row.getField("clock")));
            committedAt = Math.max(committedAt, millis(row.getField("committed_at")));
            if (row.getField("topic_id") != null) {
                topicIds.add(row.getField("topic_id").toString());
            }
        }

        private static long millis(Object time) {
            return time == null
                    ? Long.MIN_VALUE
                    : ((OffsetDateTime) time).toInstant().toEpochMilli();
        }
    }

    /** Reads the rows of a snapshot of {@code progress}. */
    static Known of(Table progress, long snapshot) throws IOException {
        var partitions = new HashMap<Partition, Ranges>();
        var jobs = new HashSet<String>();
        var published = new HashMap<String, Long>();
        long deduplicated = Long.MAX_VALUE;
        try (var rows =
                IcebergGenerics.read(progress)
                        .useSnapshot(snapshot)
                        .select(
                                "job",
                                "topic",
                                "partition",
                                "first",
                                "next",
                                "clock",
                                "deduplicate_ms",
                                "committed_at",
                                "closed_until",
                                "definition",
                                "topic_id")
                        .build()) {
            for (Record row : rows) {
                jobs.add(row.getField("job").toString());
                deduplicated = Math.min(deduplicated, horizon(row));
                long closed = Ranges.millis(row.getField("closed_until"));
                if (closed != Long.MIN_VALUE) {
                    published.merge(row.getField("definition").toString(), closed, Math::max);
                }
                var key =
                        new Partition(
                                row.getField("topic").toString(), (int) row.getField("partition"));
                partitions.computeIfAbsent(key, any -> new Ranges()).add(row);
            }
        }
        return new Known(partitions, jobs, new Definitions(published), deduplicated);
    }

    /**
     * The same, written by these jobs as well: one that was killed in its first commit has left
     * nothing else.
     */
    Known alsoOf(Set<String> others) {
        var all = new HashSet<>(jobs);
        all.addAll(others);
        return new Known(partitions, all, definitions, deduplicatedMillis);
    }

    private static long horizon(Record row) {
        var millis = row.getField("deduplicate_ms");
        return millis == null ? 0 : (long) millis;
    }

    /**
     * Within which event time no two events of one identity were accepted by any run, ms; 0 where
     * one did not look for repeats.
     */
    public long deduplicatedMillis() {
        return deduplicatedMillis;
    }

    /** The known positions of a partition; none for one that is not known. */
    public Ranges ranges(Partition partition) {
        return partitions.getOrDefault(partition, Ranges.NONE);
    }

    /** By which definitions of metrics windows have been published. */
    public Definitions definitions() {
        return definitions;
    }

    /** All partitions that are known. */
    public Map<Partition, Ranges> partitions() {
        return Map.copyOf(partitions);
    }

    public boolean isEmpty() {
        return partitions.isEmpty();
    }

    /**
     * The Flink jobs that wrote them, as hexadecimal numbers; also one that was killed half way
     * through a commit.
     */
    public Set<String> jobs() {
        return Set.copyOf(jobs);
    }

    /**
     * The clock that was furthest behind, epoch ms, of the partitions that still brought something
     * in the last hour before the newest commit; empty without events.
     */
    public OptionalLong slowestClock() {
        long newest =
                partitions.values().stream()
                        .mapToLong(ranges -> ranges.committedAt)
                        .max()
                        .orElse(Long.MIN_VALUE);
        return partitions.values().stream()
                .filter(ranges -> ranges.committedAt >= newest - SILENT_MILLIS)
                .flatMapToLong(ranges -> ranges.clock().stream())
                .min();
    }

    /** A time that all known events lie before, epoch ms; empty without events. */
    public Optional<Long> seenUntil() {
        return partitions.values().stream()
                .flatMap(ranges -> ranges.clock().stream().boxed())
                .max(Long::compare)
                .map(latest -> latest + 1);
    }
}
