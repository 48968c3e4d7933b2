package org.tallystick.jobs.sink;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.tallystick.aggregate.Aggregator;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.Slot;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.NamedAggregator;

/** A metric with a key and two aggregates, and cells of it. */
public final class SampleCells {
    public static final long START = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
    public static final long HOUR = 3_600_000;

    public static final BoundMetric DEPARTURES =
            new BoundMetric(
                    "departures",
                    "",
                    -1,
                    List.of(new KeyColumn("origin", "`origin`", 3, ValueType.STRING)),
                    List.of(
                            aggregate("flights", ValueType.LONG),
                            aggregate("mean", ValueType.DOUBLE)),
                    List.of());

    private SampleCells() {}

    /** An aggregate of which only the name and the type of its values are known. */
    public static NamedAggregator aggregate(String name, ValueType type) {
        return new NamedAggregator(
                new MetricDefinition.Aggregate(name, "none", List.of(), List.of()),
                new Typed(type));
    }

    /** The cell of {@code origin} in the first hour. */
    public static Cell cell(String origin, long flights, Double mean, int revision) {
        return cell(START, origin, flights, mean, revision);
    }

    public static Cell cell(long start, String origin, long flights, Double mean, int revision) {
        return new Cell(
                "departures",
                "tumbling 1 h",
                start,
                start + HOUR,
                Collections.singletonList(origin),
                Arrays.asList(flights, mean),
                flights,
                31 * flights,
                revision,
                false);
    }

    public static Cell retraction(String origin, int revision) {
        return new Cell(
                "departures",
                "tumbling 1 h",
                START,
                START + HOUR,
                Collections.singletonList(origin),
                Arrays.asList(null, null),
                0,
                0,
                revision,
                true);
    }

    /** An aggregator that has a type, which is all that sinks ask of it. */
    public record Typed(ValueType resultType) implements Aggregator {
        @Override
        public int width() {
            return 0;
        }

        @Override
        public void add(Slot into, Columns event) {}

        @Override
        public void merge(Slot into, Slot from) {}

        @Override
        public Object result(Slot of) {
            return null;
        }
    }
}
