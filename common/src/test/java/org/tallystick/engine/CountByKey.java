package org.tallystick.engine;

import java.util.List;
import java.util.stream.Stream;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.window.Windows;

/** The plainest metric: how many events there are of each {@code k}. */
public final class CountByKey {
    private CountByKey() {}

    /** The metric {@code m} over some windows. */
    public static BoundMetric over(String... windows) {
        var count = new MetricDefinition.Aggregate("n", "count", List.of(), List.of());
        return new BoundMetric(
                "m",
                "",
                -1,
                List.of(new KeyColumn("k", "`k`", Columns.FIRST, ValueType.STRING)),
                List.of(NamedAggregator.of(count, List.of())),
                Stream.of(windows).map(Windows::parse).toList());
    }
}
