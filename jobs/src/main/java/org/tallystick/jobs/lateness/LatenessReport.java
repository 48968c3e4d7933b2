package org.tallystick.jobs.lateness;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * What would be late with other settings, and how long results would wait.
 *
 * <p>One list of durations says both: as out-of-orderness plus allowed lateness, one decides which
 * events are late for good; as out-of-orderness alone, which come after the first result, and how
 * long after its end a window is published first.
 *
 * @param outOfOrderness the pipeline's, ms
 * @param allowedLateness the pipeline's, ms
 * @param settings the durations that were tried, rising, ms; the pipeline's are among them
 * @param behind events that lie behind their partition's clock by more than a setting
 * @param late events that a setting makes late for a window of a metric
 * @param kinds the same for each kind of window of each metric
 * @param partitions by name; of files there is one
 * @param arrivals when events were read; none where there was no event
 */
public record LatenessReport(
        long outOfOrderness,
        long allowedLateness,
        List<Long> settings,
        Late behind,
        Late late,
        List<Kind> kinds,
        List<Partition> partitions,
        Optional<Arrivals> arrivals) {

    public LatenessReport {
        settings = List.copyOf(settings);
        kinds = List.copyOf(kinds);
        partitions = List.copyOf(partitions);
    }

    /**
     * How many of something each setting leaves out.
     *
     * @param of how many there are
     * @param bySetting how many are left out, in the order of the settings
     */
    public record Late(long of, List<Long> bySetting) {
        public Late {
            bySetting = List.copyOf(bySetting);
        }

        /** The share that a setting leaves out, from 0 to 1; 0 of nothing. */
        public double share(int setting) {
            return of == 0 ? 0 : (double) bySetting.get(setting) / of;
        }

        /** The first setting that leaves out no more than this share, if one does. */
        public OptionalInt first(double share) {
            return IntStream.range(0, bySetting.size())
                    .filter(setting -> share(setting) <= share)
                    .findFirst();
        }
    }

    /**
     * One kind of window of a metric.
     *
     * @param events those that the metric counts; each once, however many windows it misses
     * @param pairs an event and a window that it lies in
     * @param furthest how far a clock was at most past the end of the first window of an event,
     *     when that came, ms: with more than that, none is late; 0 where no clock was
     */
    public record Kind(String metric, String window, Late events, Late pairs, long furthest) {}

    /**
     * A partition of the source.
     *
     * @param newest its clock: the largest event time, epoch ms
     * @param lastRead when its last event was read, epoch ms
     */
    public record Partition(String name, long events, long newest, long lastRead) {}

    /**
     * When events were read.
     *
     * @param delays events that moved their partition's clock on, and came later after their own
     *     time than a setting
     * @param longestDelay ms
     * @param oldest event time, epoch ms
     * @param newest event time, epoch ms
     * @param firstRead epoch ms
     * @param lastRead epoch ms
     */
    public record Arrivals(
            Late delays,
            long longestDelay,
            long oldest,
            long newest,
            long firstRead,
            long lastRead) {

        /**
         * Whether the events were read much faster than they happened: then when they were read
         * says nothing of how long results wait live.
         */
        public boolean isCatchUp() {
            return 2 * (lastRead - firstRead) < newest - oldest;
        }
    }

    /** Where a duration stands among the settings. */
    public int place(long millis) {
        return settings.indexOf(millis);
    }

    /** Out-of-orderness and allowed lateness together, ms. */
    public long allowance() {
        return outOfOrderness + allowedLateness;
    }

    /** How far a clock was at most past a window's end when an event for that came, ms. */
    public long furthest() {
        return kinds.stream().mapToLong(Kind::furthest).max().orElse(0);
    }

    /** How far a partition's clock lies behind that of the leading one, ms. */
    public long behind(Partition partition) {
        return leading() - partition.newest();
    }

    private long leading() {
        return partitions.stream().mapToLong(Partition::newest).max().orElse(Long.MIN_VALUE);
    }

    /** How long nothing had come from a partition when the last event of any came, ms. */
    public long silent(Partition partition) {
        long last = arrivals.map(Arrivals::lastRead).orElse(partition.lastRead());
        return last - partition.lastRead();
    }

    /** Those whose clock lies further behind than the out-of-orderness, the furthest first. */
    public List<Partition> laggards() {
        return partitions.stream()
                .filter(partition -> behind(partition) > outOfOrderness)
                .sorted(Comparator.comparing(Partition::newest).thenComparing(Partition::name))
                .toList();
    }
}
