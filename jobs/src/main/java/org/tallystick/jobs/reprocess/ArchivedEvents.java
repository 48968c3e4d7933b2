package org.tallystick.jobs.reprocess;

import java.io.IOException;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.tallystick.event.ColumnPath;
import org.tallystick.flink.Intake;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.EventIdentity;
import org.tallystick.jobs.archive.EventScan;
import org.tallystick.jobs.archive.Pin;
import org.tallystick.jobs.archive.TimeRanges;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.Metric;

/**
 * The archive's events as a pipeline counts them, with the columns that its metrics read.
 *
 * @param plan the pipeline
 * @param snapshot the snapshot of {@code events}; none where the archive held nothing
 * @param mayRepeat whether a run that did not look for repeats, as the pipeline says, has written
 *     some of them: which of two is the first, events outside a range may decide, so all are read
 */
public record ArchivedEvents(Plan plan, OptionalLong snapshot, boolean mayRepeat) {

    /** Those of the newest checkpoint that the archive holds. */
    public static ArchivedEvents of(Plan plan, Archive archive) throws IOException {
        var pin = archive.pin().map(Pin::events);
        boolean mayRepeat =
                plan.deduplicateMillis() > 0
                        && archive.known().deduplicatedMillis() < plan.deduplicateMillis();
        return new ArchivedEvents(
                plan,
                pin.isPresent() ? OptionalLong.of(pin.get()) : OptionalLong.empty(),
                mayRepeat);
    }

    /**
     * Reads those of a range, in no order.
     *
     * @param more columns beside those that the metrics need
     */
    public DataStream<RowData> read(
            StreamExecutionEnvironment env, Archive archive, TimeRanges range, Set<String> more) {
        if (!mayRepeat) {
            return archive.reader().events(env, scan(range, more), identity());
        }
        var all = archive.reader().events(env, scan(ReprocessRange.ALL.times(), more), identity());
        int time = plan.layout().time();
        return Intake.firstOfRepeats(all, plan.layout(), plan.pipeline().events())
                .filter(event -> range.contains(event.getLong(time)))
                .uid("first-of-repeats-in-range")
                .name("first-of-repeats-in-range");
    }

    /** What is read of a range. */
    EventScan scan(TimeRanges range, Set<String> more) {
        Set<String> columns = new TreeSet<>(plan.binding().eventColumns());
        columns.addAll(more);
        plan.pipeline().events().id().forEach(path -> columns.add(ColumnPath.columnOf(path)));
        if (identifiesByPosition() || failuresNamePositions() || mayRepeat) {
            columns.addAll(Set.of("_topic", "_partition", "_offset"));
        }
        if (mayRepeat) {
            columns.addAll(Set.of("_partition_time", "_ingested_at"));
        }
        return new EventScan(range, snapshot, columns);
    }

    private boolean identifiesByPosition() {
        return plan.pipeline().events().id().isEmpty();
    }

    private boolean failuresNamePositions() {
        return plan.pipeline().metrics().stream().anyMatch(Metric::failsJob);
    }

    /** An event's position is read only where it is asked for. */
    EventIdentity identity() {
        return EventIdentity.of(plan.layout(), plan.pipeline().events().id());
    }
}
