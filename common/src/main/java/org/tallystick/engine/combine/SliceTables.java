package org.tallystick.engine.combine;

import java.util.List;
import org.tallystick.aggregate.Columns;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.table.HeapCount;

/**
 * The first half of the window engine: combines events on the spot, before the network, into
 * partials per metric, slice and key.
 *
 * <p>Whether an event is late for a window is decided here, from what travels with the event alone
 * (see {@link Lateness}); events that are late go to the ledger, counted per window. What has been
 * combined is handed over as blocks when the watermark is about to pass, when a checkpoint is about
 * to be taken, at the end, or when {@link #bytes} has grown too large: so there is no state to
 * keep. Not thread-safe.
 */
public final class SliceTables {
    private final MetricTables[] metrics;
    private final HeapCount heap = new HeapCount();

    /** Where the tables hand over what they hold. */
    public interface Output {
        void partials(Partials partials);

        void ledger(LedgerEntry entry);
    }

    /**
     * @param buckets how many buckets keys are spread over, positive
     */
    public SliceTables(List<BoundMetric> metrics, Lateness lateness, int buckets) {
        this.metrics =
                metrics.stream()
                        .map(metric -> new MetricTables(metric, lateness, buckets, heap))
                        .toArray(MetricTables[]::new);
    }

    /** Combines one projected event, which may be reused afterwards. */
    public void add(Columns event) {
        for (MetricTables metric : metrics) {
            metric.add(event);
        }
    }

    /** Bytes of heap held, within a fifth; cheap enough to be asked after every event. */
    public long bytes() {
        long bytes = heap.bytes();
        for (MetricTables metric : metrics) {
            bytes += metric.ledgerBytes();
        }
        return bytes;
    }

    /** How many late events were counted so far: once for each window that went without one. */
    public long late() {
        long late = 0;
        for (MetricTables metric : metrics) {
            late += metric.late();
        }
        return late;
    }

    /**
     * How many partials were handed over so far: one for each metric, slice or session, and key.
     */
    public long partials() {
        long partials = 0;
        for (MetricTables metric : metrics) {
            partials += metric.partials();
        }
        return partials;
    }

    /**
     * Hands over all that windows ending at {@code time} or before are made of, and all ledger
     * entries; to be called before a watermark of {@code time} goes on. {@link Long#MAX_VALUE}
     * hands over everything.
     */
    public void handOver(long time, Output output) {
        for (MetricTables metric : metrics) {
            metric.handOver(time, output);
        }
    }
}
