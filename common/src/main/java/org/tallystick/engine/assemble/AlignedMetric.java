package org.tallystick.engine.assemble;

import java.util.Arrays;
import java.util.List;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.EndRun;
import org.tallystick.engine.MetricContinuation;
import org.tallystick.engine.Slice;
import org.tallystick.engine.Slicing;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.table.KeyCodec;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.Rows;
import org.tallystick.window.AlignedWindow;

/** A metric with its aligned windows: what all its buckets share. */
final class AlignedMetric {
    private final String name;
    private final long retention;
    private final Slicing slicing;
    private final BlockForm form;
    private final KeyCodec codec;
    private final CellOutput cells;

    /** For each kind of window, the last end of any that is not published, epoch ms. */
    private final long[] unpublished;

    private final long lastUnpublished;

    AlignedMetric(
            BoundMetric metric,
            MetricContinuation continuation,
            long retention,
            Assembler.Output output) {
        name = metric.name();
        this.retention = retention;
        slicing = new Slicing(metric.windows());
        form = new BlockForm(metric);
        codec = new KeyCodec(metric.keys());
        cells = new CellOutput(metric, continuation, output);
        unpublished =
                Arrays.stream(slicing.windows()).mapToLong(cells.unpublished()::lastEnd).toArray();
        lastUnpublished = Arrays.stream(unpublished).max().orElse(Long.MIN_VALUE);
    }

    String name() {
        return name;
    }

    AlignedWindow[] windows() {
        return slicing.windows();
    }

    BlockForm form() {
        return form;
    }

    KeyCodec codec() {
        return codec;
    }

    CellOutput cells() {
        return cells;
    }

    /** The last end that has been passed where event time has reached {@code time}. */
    static long fired(long time) {
        return time == Long.MAX_VALUE ? time : time + 1;
    }

    /** The last end whose window can no longer be revised where event time has reached a time. */
    long gone(long time) {
        if (time == Long.MAX_VALUE) {
            return time;
        }
        return time < Long.MIN_VALUE + retention ? Long.MIN_VALUE : time + 1 - retention;
    }

    /** Whether the slice may lie in windows that are not published. */
    boolean mayBeUnpublished(Slice slice) {
        return slice.start() < lastUnpublished;
    }

    /** Those windows of a kind that are not published, of those that a slice still counts for. */
    EndRun unpublished(int kind, Slice slice, long reached) {
        var window = windows()[kind];
        return EndRun.of(window, slice)
                .after(window, gone(reached))
                .upTo(window, unpublished[kind]);
    }

    /** Whether any window can still use what comes for the slice. */
    boolean isOpen(Slice slice, long reached) {
        long last = slicing.lastEnd(slice.start());
        return last > gone(reached) && last >= slice.from();
    }

    /** When no window can use the slice any more, not even to be revised; epoch ms. */
    long dropTime(Slice slice) {
        return slicing.lastEnd(slice.start()) - 1 + retention;
    }

    /** When all windows are gone that the slice does not count for; epoch ms. */
    long releaseTime(Slice held) {
        return held.from() - 1 + retention;
    }

    /** Publishes a row of a table as a cell of the window that ends at {@code end}. */
    void publish(AlignedWindow window, long end, KeyTable keys, int key, Rows rows, int row) {
        publish(window, end, codec.decode(keys.keys(), keys.start(key)), rows, row);
    }

    /** The same for a key that has been decoded. */
    void publish(AlignedWindow window, long end, List<Object> key, Rows rows, int row) {
        cells.publish(window, window.start(end), end, key, rows, row);
    }
}
