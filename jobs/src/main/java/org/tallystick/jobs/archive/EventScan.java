package org.tallystick.jobs.archive;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.iceberg.Schema;

/**
 * Which archived events to read.
 *
 * @param range of which event times
 * @param snapshot the snapshot of {@code events} to read; none for the newest
 * @param columns the columns needed, of the event schema or the metadata; the time is always read,
 *     all others are null in what is read
 */
public record EventScan(TimeRanges range, OptionalLong snapshot, Set<String> columns) {

    public EventScan {
        columns = Set.copyOf(columns);
    }

    /**
     * A scan of one stretch.
     *
     * @param from the first event time, inclusive; none for the oldest
     * @param to the event time before which to stop; none for the newest
     */
    public EventScan(
            Optional<Instant> from,
            Optional<Instant> to,
            OptionalLong snapshot,
            Set<String> columns) {
        this(TimeRanges.of(from, to), snapshot, columns);
    }

    /** The table's columns that are read; one that it does not have yet is null in all events. */
    Schema project(Schema table) {
        var needed = new TreeSet<>(columns);
        needed.add("_time");
        needed.removeIf(name -> table.findField(name) == null);
        return table.select(needed);
    }
}
