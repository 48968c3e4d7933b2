package org.tallystick.engine.combine;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.HeapSize;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.KindEdges;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.Slice;
import org.tallystick.engine.Slicing;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.table.Accumulators;
import org.tallystick.engine.table.HeapCount;
import org.tallystick.engine.table.KeyCodec;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.PartialTable;
import org.tallystick.window.SessionWindow;

/** What one subtask has combined of one metric and not yet handed over. */
final class MetricTables {
    private static final int KNOWN_SLICES = 1024;

    /** Of heap: a slice, and its entry in a map that is three quarters full. */
    private static final long SLICE_BYTES =
            HeapSize.ofObject(3 * Long.BYTES) + HeapSize.ofObject(4 * Integer.BYTES) + 6;

    /** End of a slice, and of the last window that contains it, epoch ms. */
    private record Bounds(long end, long lastEnd) {}

    private final BoundMetric metric;
    private final Lateness lateness;
    private final HeapCount heap;
    private final KeyCodec codec;
    private final Accumulators accumulators;
    private final Slicing slicing;
    private final KindEdges[] kinds;
    private final Map<Slice, PartialTable> slices = new HashMap<>();
    private final LocalSessions[] sessions;
    private final LedgerCounts ledger;
    private final BlockOutput blocks;
    private final ByteBuilder key = new ByteBuilder();

    /* What window arithmetic said of slices seen lately: with time zones it is dear. */
    private final TreeMap<Long, Bounds> bounds = new TreeMap<>();

    /* The slice of the last event that was not late: nearly always that of the next, too. */
    private long sliceStart;
    private long sliceEnd;
    private PartialTable table;

    /**
     * @param heap where it counts what its tables hold
     */
    MetricTables(BoundMetric metric, Lateness lateness, int buckets, HeapCount heap) {
        this.metric = metric;
        this.lateness = lateness;
        this.heap = heap;
        codec = new KeyCodec(metric.keys());
        accumulators = new Accumulators(metric);
        slicing = new Slicing(metric.windows());
        kinds = Arrays.stream(slicing.windows()).map(KindEdges::new).toArray(KindEdges[]::new);
        ledger = new LedgerCounts(metric.name());
        blocks = new BlockOutput(metric, buckets);
        sessions =
                metric.windows().stream()
                        .filter(SessionWindow.class::isInstance)
                        .map(window -> sessions((SessionWindow) window))
                        .toArray(LocalSessions[]::new);
    }

    private LocalSessions sessions(SessionWindow window) {
        return new LocalSessions(window, accumulators, lateness, heap);
    }

    void add(Columns event) {
        if (!metric.counts(event)) {
            return;
        }
        key.clear();
        codec.encode(event, key);
        long hash = KeyTable.hash(key.bytes(), 0, key.size());
        long time = event.getLong(Columns.TIME);
        long passed = lateness.passed(event);
        if (kinds.length > 0) {
            addAligned(hash, time, passed, event);
        }
        for (LocalSessions session : sessions) {
            session.add(hash, key, time, passed, event, ledger);
        }
    }

    /**
     * An event that is late leaves the current slice as it is: the next will most likely belong to
     * that again.
     */
    private void addAligned(long hash, long time, long passed, Columns event) {
        if (passed > time && isLate(time, passed)) {
            addLate(hash, time, passed, event);
            return;
        }
        if (table == null || time < sliceStart || time >= sliceEnd) {
            openSlice(time);
        }
        table.add(hash, key.bytes(), key.size(), event);
    }

    /** Whether a window has passed that the event lies in: the first ends with its slice. */
    private boolean isLate(long time, long passed) {
        boolean current = time >= sliceStart && time < sliceEnd;
        return passed >= (current ? sliceEnd : known(time).getValue().end());
    }

    private void openSlice(long time) {
        var known = known(time);
        sliceStart = known.getKey();
        sliceEnd = known.getValue().end();
        table = table(new Slice(sliceStart, sliceEnd, sliceEnd));
    }

    /** The slice of a time, by its start. */
    private Map.Entry<Long, Bounds> known(long time) {
        var known = bounds.floorEntry(time);
        if (known == null || time >= known.getValue().end()) {
            known = Map.entry(slicing.start(time), bounds(time));
            bounds.put(known.getKey(), known.getValue());
        }
        return known;
    }

    private Bounds bounds(long time) {
        if (bounds.size() == KNOWN_SLICES) {
            bounds.clear();
        }
        return new Bounds(slicing.end(time), slicing.lastEnd(time));
    }

    private PartialTable table(Slice slice) {
        return slices.computeIfAbsent(slice, any -> newTable());
    }

    private PartialTable newTable() {
        heap.add(SLICE_BYTES);
        return new PartialTable(accumulators, heap);
    }

    /** Late for at least one window: those are counted, the others still get the event. */
    private void addLate(long hash, long time, long passed, Columns event) {
        for (KindEdges kind : kinds) {
            var missed = kind.passed(time, passed);
            if (!missed.isEmpty()) {
                ledger.count(kind.window(), missed.first(), missed.last(), event);
            }
        }
        var known = known(time);
        if (passed < known.getValue().lastEnd()) {
            var slice = new Slice(known.getKey(), known.getValue().end(), edgeAfter(passed));
            table(slice).add(hash, key.bytes(), key.size(), event);
        }
    }

    private long edgeAfter(long time) {
        long edge = Long.MAX_VALUE;
        for (KindEdges kind : kinds) {
            edge = Math.min(edge, kind.edgeAfter(time));
        }
        return edge;
    }

    /** Bytes of heap of late events not yet handed over, which the tables' count does not hold. */
    long ledgerBytes() {
        return ledger.bytes();
    }

    long late() {
        return ledger.total();
    }

    long partials() {
        return blocks.rows();
    }

    void handOver(long time, SliceTables.Output output) {
        slices.entrySet()
                .removeIf(
                        entry -> {
                            // A slice ends at time + 1 or before: its last instant has passed.
                            boolean complete = entry.getKey().end() - 1 <= time;
                            if (complete) {
                                blocks.write(entry.getKey(), entry.getValue(), output);
                                heap.subtract(SLICE_BYTES + entry.getValue().bytes());
                            }
                            return complete;
                        });
        if (sliceEnd - 1 <= time) {
            table = null;
        }
        for (LocalSessions session : sessions) {
            session.handOver(time, blocks, output);
        }
        ledger.handOver(output);
    }
}
