package org.tallystick.jobs.local.runner;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How far a job has come, summed over its subtasks.
 *
 * @param events inputs that became events, repeats among them
 * @param rejects inputs that could not
 * @param tombstones records without a value that were passed over
 * @param metricRejects events that a metric did without since an expression failed, once per metric
 * @param duplicates events dropped as repeats
 * @param late events that came too late, once per metric window
 * @param afterIdle events for windows that were gone when their partition came back
 * @param cells published cells, revisions among them
 * @param flaws what was wrong with the input beyond single records
 * @param eventTime the largest event time seen, if any was
 */
public record Progress(
        long events,
        long rejects,
        long tombstones,
        long metricRejects,
        long duplicates,
        long late,
        long afterIdle,
        long cells,
        InputFlaws flaws,
        Optional<Instant> eventTime) {

    static final Progress NONE =
            new Progress(0, 0, 0, 0, 0, 0, 0, 0, InputFlaws.NONE, Optional.empty());

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    /**
     * The progress in one line.
     *
     * @param rate events per second of late
     * @param elapsed since the job was started
     */
    String line(double rate, Duration elapsed) {
        return String.format(
                Locale.ROOT,
                "%s  %,d events  %,.0f/s  at %s  %,d cells  %,d rejects  %,d late%s",
                clock(elapsed),
                events,
                rate,
                eventTime.map(TIME::format).orElse("-"),
                cells,
                rejects,
                late,
                rare("  "));
    }

    /** What there mostly is none of, each behind what separates it from the rest. */
    public String rare(String separator) {
        return ifAny(afterIdle, separator, "after idle")
                + ifAny(metricRejects, separator, "rejects by metrics")
                + ifAny(tombstones, separator, "tombstones passed over")
                + flaws.text(separator);
    }

    private static String ifAny(long count, String separator, String of) {
        return count == 0 ? "" : String.format(Locale.ROOT, "%s%,d %s", separator, count, of);
    }

    private static String clock(Duration elapsed) {
        return String.format(Locale.ROOT, "%d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
    }
}
