package org.tallystick.jobs.archive;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;

/** Which records of which source partitions the archive holds, as events, rejects or repeats. */
public final class Known implements Serializable {
    /** An archive without any. */
    public static final Known NOTHING = new Known(Map.of(), Set.of(), Long.MAX_VALUE);

    private static final long SILENT_MILLIS = Duration.ofHours(1).toMillis();

    private final HashMap<Partition, Ranges> partitions;
    private final HashSet<String> jobs;
    private final long deduplicatedMillis;

    private Known(Map<Partition, Ranges> partitions, Set<String> jobs, long deduplicatedMillis) {
        this.partitions = new HashMap<>(partitions);
        this.jobs = new HashSet<>(jobs);
        this.deduplicatedMillis = deduplicatedMillis;
    }

    /**
     * A partition of a source.
     *
     * @param topic the topic, or the file
     * @param number the topic's partition; 0 in a file
     */
    public record Partition(String topic, int number) implements Serializable {}

    /** The positions of one partition, and what was known of it last. */
    public static final class Ranges implements Serializable {
        private static final Ranges NONE = new Ranges();

        /** Where each begins, and the position behind it; neither overlap nor touch. */
        private final TreeMap<Long, Long> ranges = new TreeMap<>();

        private final HashSet<String> topicIds = new HashSet<>();
        private long clock = Long.MIN_VALUE;
        private long committedAt = Long.MIN_VALUE;

        /** Whether there is a record of this position in the archive. */
        public boolean contains(long position) {
            var range = ranges.floorEntry(position);
            return range != null && position < range.getValue();
        }

        /** The first position that is not known, from this one on. */
        public long nextFrom(long position) {
            return contains(position) ? ranges.floorEntry(position).getValue() : position;
        }

        /** The position behind the last that is known; empty if none is. */
        public OptionalLong next() {
            return ranges.isEmpty()
                    ? OptionalLong.empty()
                    : OptionalLong.of(ranges.lastEntry().getValue());
        }

        /** How many positions from {@code first} on, before {@code next}, are known. */
        long within(long first, long next) {
            long known = 0;
            for (var each : ranges.headMap(next, false).entrySet()) {
                known +=
                        Math.max(
                                0,
                                Math.min(next, each.getValue()) - Math.max(first, each.getKey()));
            }
            return known;
        }

        /** How many positions are known. */
        public long size() {
            return ranges.entrySet().stream()
                    .mapToLong(each -> each.getValue() - each.getKey())
                    .sum();
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

        private void add(long first, long next) {
            long from = first;
            long to = next;
            for (var each = ranges.floorEntry(to);
                    each != null && each.getValue() >= from;
                    each = ranges.floorEntry(to)) {
                from = Math.min(from, each.getKey());
                to = Math.max(to, each.getValue());
                ranges.remove(each.getKey());
            }
            ranges.put(from, to);
        }

        private void add(Record row) {
            if (row.getField("first") != null) {
                add((long) row.getField("first"), (long) row.getField("next"));
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
                                "topic_id")
                        .build()) {
            for (Record row : rows) {
                jobs.add(row.getField("job").toString());
                deduplicated = Math.min(deduplicated, horizon(row));
                var key =
                        new Partition(
                                row.getField("topic").toString(), (int) row.getField("partition"));
                partitions.computeIfAbsent(key, any -> new Ranges()).add(row);
            }
        }
        return new Known(partitions, jobs, deduplicated);
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

    /** All partitions that are known. */
    public Map<Partition, Ranges> partitions() {
        return Map.copyOf(partitions);
    }

    public boolean isEmpty() {
        return partitions.isEmpty();
    }

    /** The Flink jobs that wrote them, as hexadecimal numbers. */
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
