package org.tallystick.jobs.reprocess;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFilterFunction;
import org.tallystick.engine.BoundMetric;
import org.tallystick.jobs.archive.PublishedCell;
import org.tallystick.jobs.archive.WindowKind;

/**
 * Lets those published cells pass that are to be judged and that the pipeline still computes, of
 * windows that the live job publishes no more. A metric, a window or a key that has since left the
 * pipeline leaves its cells as they stand: nothing could judge them.
 */
final class CellsOfPlan extends RichFilterFunction<PublishedCell> {
    private final List<BoundMetric> metrics;
    private final Scope scope;
    private final ClosedWindows closed;

    private transient Map<String, KeysJson> keys;
    private transient Set<WindowKind> windows;

    CellsOfPlan(List<BoundMetric> metrics, Scope scope, ClosedWindows closed) {
        this.metrics = List.copyOf(metrics);
        this.scope = scope;
        this.closed = closed;
    }

    @Override
    public void open(OpenContext context) {
        keys = new HashMap<>();
        windows = new HashSet<>();
        for (BoundMetric metric : metrics) {
            keys.put(metric.name(), new KeysJson(metric));
            metric.windows()
                    .forEach(window -> windows.add(new WindowKind(metric.name(), window.text())));
        }
    }

    @Override
    public boolean filter(PublishedCell cell) {
        return closed.holds(cell.end())
                && scope.holds(cell.metric(), cell.window(), cell.start(), cell.end())
                && windows.contains(new WindowKind(cell.metric(), cell.window()))
                && keys.get(cell.metric()).fits(cell.keys());
    }
}
