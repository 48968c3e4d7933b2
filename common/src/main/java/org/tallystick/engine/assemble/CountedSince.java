package org.tallystick.engine.assemble;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.engine.Cell;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.MetricContinuation;
import org.tallystick.engine.Partials;
import org.tallystick.engine.SavedMetrics;

/**
 * Holds back cells of windows, and values of aggregates, that began to count only when a pipeline
 * was changed: of times before, they would tell a part for the whole.
 */
final class CountedSince implements Assembler.Output {

    /**
     * A metric that was changed.
     *
     * @param windows since when windows count, by their text, epoch ms
     * @param aggregates since when aggregates count, epoch ms
     */
    private record Since(Map<String, Long> windows, List<Long> aggregates) {

        static Since of(MetricContinuation metric) {
            var windows = new HashMap<String, Long>();
            for (String window : metric.definition().windows()) {
                windows.put(window, metric.since(window));
            }
            return new Since(windows, metric.now().aggregatesSince());
        }
    }

    private final Map<String, Since> metrics = new HashMap<>();
    private final Assembler.Output output;

    private CountedSince(Continuation continuation, Assembler.Output output) {
        this.output = output;
        for (SavedMetrics.Metric metric : continuation.saved().metrics()) {
            var name = metric.definition().name();
            if (continuation.metric(name).isPartial()) {
                metrics.put(name, Since.of(continuation.metric(name)));
            }
        }
    }

    /** The output itself where all counts from the beginning. */
    static Assembler.Output of(Continuation continuation, Assembler.Output output) {
        var counted = new CountedSince(continuation, output);
        return counted.metrics.isEmpty() ? output : counted;
    }

    @Override
    public void cell(Cell cell) {
        var since = metrics.get(cell.metric());
        if (since == null) {
            output.cell(cell);
        } else if (cell.start() >= since.windows.get(cell.window())) {
            output.cell(since(since.aggregates, cell));
        }
    }

    private static Cell since(List<Long> aggregates, Cell cell) {
        if (aggregates.stream().allMatch(since -> since <= cell.start())) {
            return cell;
        }
        var values = new ArrayList<>(cell.values());
        for (int i = 0; i < values.size(); i++) {
            if (cell.start() < aggregates.get(i)) {
                values.set(i, null);
            }
        }
        return cell.withValues(values);
    }

    @Override
    public void ledger(LedgerEntry entry) {
        output.ledger(entry);
    }

    @Override
    public void dropped(Partials partials) {
        output.dropped(partials);
    }

    @Override
    public void fired(long end) {
        output.fired(end);
    }

    @Override
    public void revised() {
        output.revised();
    }
}
