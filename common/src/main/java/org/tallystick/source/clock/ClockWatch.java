package org.tallystick.source.clock;

import java.time.Instant;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.tallystick.engine.Deadlines;
import org.tallystick.event.EventLayout;
import org.tallystick.flink.JobMetrics;
import org.tallystick.flink.Observers;
import org.tallystick.text.Durations;

/**
 * Finds what a partition's clock went wrong with: an event that ran ahead of all others, so that
 * these came late; and files whose events lie behind what was read before them.
 *
 * <p>An event comes late because of another if a window misses it by the clock as it is, and would
 * not by what the clock would be without that other.
 */
final class ClockWatch {
    /** Of so many files behind the clock is told, the others are counted. */
    private static final int TOLD = 3;

    /** One event that is late because of another is the way of the world. */
    private static final long SOME = 2;

    private final String partition;
    private final Deadlines deadlines;
    private final EventLayout layout;
    private final Figures figures;
    private final long allowance;

    private boolean started;
    private long clock;

    /** The event that the clock is of; null where it was read in an earlier run. */
    private RowData leader;

    /** The first event of this run. */
    private RowData first;

    /** What the clock would be without its leader. */
    private long without;

    private boolean anyWithout;
    private long late;
    private long worst = SOME - 1;

    /** The file that was found behind last. */
    private Object behind;

    private long told;

    /** What a reader counts of this in all its partitions. */
    record Figures(MetricGroup group, Counter lateByFastClock, Counter filesBehind) {

        static Figures of(MetricGroup reader) {
            return new Figures(
                    reader,
                    JobMetrics.counter(reader, JobMetrics.LATE_BY_FAST_CLOCK),
                    JobMetrics.counter(reader, JobMetrics.FILES_BEHIND));
        }
    }

    /**
     * @param partition its name, for those who follow the job
     * @param start its clock before the first event that is read now
     */
    ClockWatch(
            String partition,
            PartitionClock start,
            Deadlines deadlines,
            EventLayout layout,
            Figures figures) {
        this.partition = partition;
        this.deadlines = deadlines;
        this.layout = layout;
        this.figures = figures;
        allowance = deadlines.allowanceMillis();
        started = start.time().isPresent();
        clock = start.time().orElse(0);
        without = clock;
        anyWithout = started;
    }

    /** The clock has been set by this event. */
    void leads(RowData event, long time) {
        end();
        anyWithout = started;
        without = clock;
        started = true;
        clock = time;
        leader = event;
    }

    /**
     * Whether the clock comes from before this file. Of a clock that an earlier run has left, that
     * is sure only in a file which this run has read from its beginning.
     */
    private boolean isOfAnother(StringData file) {
        if (leader != null) {
            return !leader.getString(layout.topic()).equals(file);
        }
        return !first.getString(layout.topic()).equals(file) || first.getLong(layout.offset()) == 0;
    }

    /** This event has left the clock as it was. */
    void follows(RowData event, long time) {
        if (first == null) {
            first = event;
        }
        if (clock - time > allowance && deadlines.isMissed(time, clock)) {
            missed(event, time);
        }
        if (!anyWithout || time > without) {
            anyWithout = true;
            without = time;
        }
    }

    private void missed(RowData event, long time) {
        if (!anyWithout || !deadlines.isMissed(time, without)) {
            late++;
            figures.lateByFastClock().inc();
        }
        var file = event.getString(layout.topic());
        if (isOfAnother(file) && !file.equals(behind)) {
            behind = file;
            figures.filesBehind().inc();
            if (told++ < TOLD) {
                tellOfFile(event, time);
            }
        }
    }

    private void tellOfFile(RowData event, long time) {
        var text =
                "%s: line %d is of %s, and what was read before this file had come to %s"
                        .formatted(
                                event.getString(layout.topic()),
                                event.getLong(layout.offset()),
                                Instant.ofEpochMilli(time),
                                Instant.ofEpochMilli(clock));
        Observers.warned(
                figures.group(), Observers.Warning.FILE_BEHIND, behind.toString(), 0, text);
    }

    /** Tells of the clock's leader if no other has done worse; its time is over. */
    void end() {
        long ahead = clock - without;
        if (late > worst && leader != null && ahead > deadlines.outOfOrdernessMillis()) {
            worst = late;
            var text =
                    "%s, partition %d, position %d: dated %s, %s after all events around it, so that %,d of these came late"
                            .formatted(
                                    leader.getString(layout.topic()),
                                    leader.getInt(layout.partition()),
                                    leader.getLong(layout.offset()),
                                    Instant.ofEpochMilli(clock),
                                    Durations.text(ahead),
                                    late);
            Observers.warned(figures.group(), Observers.Warning.FAST_CLOCK, partition, late, text);
        }
        late = 0;
    }
}
