package org.tallystick.engine.combine;

import java.util.Map;
import java.util.TreeMap;
import org.tallystick.aggregate.Columns;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.table.Accumulators;
import org.tallystick.engine.table.HeapCount;
import org.tallystick.engine.table.Sessions;
import org.tallystick.window.SessionWindow;

/**
 * What one subtask has combined for one session window of a metric and not yet handed over.
 *
 * <p>Events that only a partition can bring that was idle are kept apart from the others: whether
 * there is still a session for them is known to the assembler only, and it takes or refuses a
 * session as a whole.
 */
final class LocalSessions {
    private final SessionWindow window;
    private final Accumulators accumulators;
    private final long allowed;
    private final HeapCount heap;
    private Sessions table;
    private Sessions afterIdle;
    private long reached = Long.MIN_VALUE;

    /**
     * @param heap where it counts what it holds
     */
    LocalSessions(
            SessionWindow window, Accumulators accumulators, Lateness lateness, HeapCount heap) {
        this.window = window;
        this.accumulators = accumulators;
        this.heap = heap;
        allowed = lateness.allowedMillis();
        table = table();
        afterIdle = table();
    }

    private Sessions table() {
        return new Sessions(window.gapMillis(), accumulators, heap);
    }

    /**
     * An event is late for its session exactly if it would be late for a session of its own: which
     * events share its session depends on what else arrives, its lateness must not.
     */
    void add(
            long hash,
            ByteBuilder key,
            long time,
            long passed,
            Columns event,
            LedgerCounts ledger) {
        long end = time + window.gapMillis();
        if (end <= passed) {
            ledger.count(window, end, end, event);
        } else {
            var into = end + allowed <= reached ? afterIdle : table;
            into.add(hash, key.bytes(), key.size(), time, event);
        }
    }

    /** Hands over the sessions that started at {@code time} or before, and keeps the others. */
    void handOver(long time, BlockOutput blocks, SliceTables.Output output) {
        table = handOver(table, time, blocks, output);
        afterIdle = handOver(afterIdle, time, blocks, output);
        if (time < Long.MAX_VALUE) {
            reached = Math.max(reached, time);
        }
    }

    private Sessions handOver(
            Sessions from, long time, BlockOutput blocks, SliceTables.Output output) {
        var kept = table();
        var leaving = new TreeMap<Long, Sessions>();
        for (int session = 0; session < from.size(); session++) {
            if (!from.isGone(session)) {
                long first = from.first(session);
                (first > time ? kept : chunk(leaving, first)).take(from, session);
            }
        }
        for (Map.Entry<Long, Sessions> chunk : leaving.entrySet()) {
            blocks.write(window.text(), chunk.getKey(), chunk.getValue(), output);
        }
        heap.subtract(from.bytes());
        return kept;
    }

    /** Sessions leave in chunks by start, so that a run sorted by time need not hold them all. */
    private Sessions chunk(Map<Long, Sessions> chunks, long first) {
        long start = Math.floorDiv(first, window.gapMillis()) * window.gapMillis();
        return chunks.computeIfAbsent(start, any -> new Sessions(window.gapMillis(), accumulators));
    }
}
