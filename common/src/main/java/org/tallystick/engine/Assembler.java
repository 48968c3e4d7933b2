package org.tallystick.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.SessionWindow;

/**
 * The second half of the window engine: keeps the partials of each bucket, fires windows when event
 * time has passed their end, and publishes a cell again when an event that is late but allowed
 * changes it.
 *
 * <p>Revised cells are published by {@link #settle}, many at once. After {@link #settle} and {@link
 * #flush} all it knows lies in the {@link BlockStore}, so that it can be replaced by another
 * instance after a restore. Not thread-safe.
 */
public final class Assembler {
    private final BlockStore store;
    private final Map<String, Part> parts = new LinkedHashMap<>();

    /** Where the assembler publishes. */
    public interface Output {
        void cell(Cell cell);

        void ledger(LedgerEntry entry);
    }

    /** The windows of one metric that are assembled in one way. */
    interface Part {
        /** Takes in partials of the bucket that the store is at. */
        void add(Partials partials);

        /** Does what is due at {@code time}, epoch ms, in the bucket that the store is at. */
        void onTimer(long time);

        /** Publishes revised cells, of all buckets. */
        default void settle() {}

        /** Stores all that the store does not have yet, of all buckets. */
        void flush();
    }

    /**
     * @param retentionMillis how long after its end a window can still be revised: the allowed
     *     lateness; 0 where input comes in order
     * @param heapBytes heap that it may hold beyond what a call needs, bytes
     */
    public Assembler(
            List<MetricLayout> metrics,
            long retentionMillis,
            BlockStore store,
            Timers timers,
            Output output,
            long heapBytes) {
        this.store = store;
        var budget = new HeapBudget(heapBytes);
        for (MetricLayout metric : metrics) {
            if (metric.windows().stream().anyMatch(AlignedWindow.class::isInstance)) {
                var aligned = new AlignedMetric(metric, retentionMillis, output);
                parts.put(metric.name(), new AlignedPart(aligned, store, timers, budget));
            }
            for (var each : metric.windows()) {
                if (each instanceof SessionWindow window) {
                    parts.put(
                            StateNames.sessionPart(metric.name(), window.text()),
                            new SessionPart(
                                    metric,
                                    window,
                                    retentionMillis,
                                    store,
                                    timers,
                                    output,
                                    budget));
                }
            }
        }
    }

    /** Takes in the partials of the bucket that the store is at. */
    public void add(Partials partials) {
        parts.get(StateNames.part(partials)).add(partials);
    }

    /**
     * Does what is due at {@code time}, epoch ms.
     *
     * @param what as it was registered; if its metric has left the pipeline, its state is dropped
     */
    public void onTimer(String what, long time) {
        var part = parts.get(what);
        if (part == null) {
            drop(what);
        } else {
            part.onTimer(time);
        }
    }

    /**
     * Publishes the cells that late events have changed since the last time: to be called before
     * event time goes on and before state is saved.
     */
    public void settle() {
        parts.values().forEach(Part::settle);
    }

    /** Stores all that the store does not have yet: to be called before state is saved. */
    public void flush() {
        parts.values().forEach(Part::flush);
    }

    private void drop(String part) {
        var names = List.copyOf(store.names());
        names.stream().filter(StateNames.isOf(part)).forEach(store::remove);
    }
}
