package org.tallystick.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.tallystick.aggregate.Aggregator;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.Fingerprint;
import org.tallystick.aggregate.Slot;

/**
 * The accumulators of one metric, side by side in a row: first the {@link Fingerprint} of the row's
 * events, then one for each aggregate.
 *
 * <p>A row is {@link #width} bytes and {@link #objects} objects; all-zero bytes with null objects
 * are the empty row. Not thread-safe: the cursors are reused.
 */
final class Accumulators implements Serializable {
    private static final byte ABSENT = 0;
    private static final byte PRESENT = 1;

    private final Aggregator[] aggregators;
    private final int width;
    private final int objects;
    private transient Slot into;
    private transient Slot from;

    Accumulators(MetricLayout metric) {
        var all = new ArrayList<Aggregator>();
        all.add(Fingerprint.INSTANCE);
        metric.aggregates().forEach(aggregate -> all.add(aggregate.aggregator()));
        aggregators = all.toArray(Aggregator[]::new);
        width = all.stream().mapToInt(Aggregator::width).sum();
        objects = (int) all.stream().filter(Aggregator::hasObject).count();
    }

    /** Bytes of a row. */
    int width() {
        return width;
    }

    /** Objects of a row. */
    int objects() {
        return objects;
    }

    void add(byte[] bytes, int at, Object[] boxes, int index, Columns event) {
        var slot = into().point(bytes, at, boxes, index);
        for (Aggregator aggregator : aggregators) {
            aggregator.add(slot, event);
            slot.skip(aggregator);
        }
    }

    /** Adds a row to another; the first stays as it is. */
    void merge(
            byte[] bytes,
            int at,
            Object[] boxes,
            int index,
            byte[] other,
            int otherAt,
            Object[] otherBoxes,
            int otherIndex) {
        var target = into().point(bytes, at, boxes, index);
        var source = from().point(other, otherAt, otherBoxes, otherIndex);
        for (Aggregator aggregator : aggregators) {
            aggregator.merge(target, source);
            target.skip(aggregator);
            source.skip(aggregator);
        }
    }

    /** How many events the row is made of. */
    long events(byte[] bytes, int at) {
        return Fingerprint.count(into().point(bytes, at, null, 0));
    }

    /** Sum mod 2^64 of their identity hashes. */
    long fingerprint(byte[] bytes, int at) {
        return Fingerprint.hash(into().point(bytes, at, null, 0));
    }

    /** The aggregates' values in the metric's order. */
    List<Object> results(byte[] bytes, int at, Object[] boxes, int index) {
        var slot = into().point(bytes, at, boxes, index);
        slot.skip(aggregators[0]);
        var results = new ArrayList<>(aggregators.length - 1);
        for (int i = 1; i < aggregators.length; i++) {
            results.add(aggregators[i].result(slot));
            slot.skip(aggregators[i]);
        }
        return results;
    }

    /** Writes a row in its one form: the fixed bytes, then each object that there is. */
    void write(byte[] bytes, int at, Object[] boxes, int index, DataOutput out) throws IOException {
        var slot = into().point(bytes, at, boxes, index);
        for (Aggregator aggregator : aggregators) {
            aggregator.canonicalize(slot);
            slot.skip(aggregator);
        }
        out.write(bytes, at, width);
        if (objects > 0) {
            writeObjects(from().point(bytes, at, boxes, index), out);
        }
    }

    private void writeObjects(Slot slot, DataOutput out) throws IOException {
        for (Aggregator aggregator : aggregators) {
            if (aggregator.hasObject()) {
                boolean present = slot.object() != null;
                out.writeByte(present ? PRESENT : ABSENT);
                if (present) {
                    aggregator.write(slot, out);
                }
            }
            slot.skip(aggregator);
        }
    }

    /** Reads what {@link #write} wrote over whatever the row held. */
    void read(byte[] bytes, int at, Object[] boxes, int index, DataInput in) throws IOException {
        in.readFully(bytes, at, width);
        if (objects > 0) {
            readObjects(into().point(bytes, at, boxes, index), in);
        }
    }

    private void readObjects(Slot slot, DataInput in) throws IOException {
        for (Aggregator aggregator : aggregators) {
            if (aggregator.hasObject()) {
                slot.setObject(null);
                if (in.readByte() == PRESENT) {
                    aggregator.read(slot, in);
                }
            }
            slot.skip(aggregator);
        }
    }

    private Slot into() {
        if (into == null) {
            into = new Slot();
        }
        return into;
    }

    private Slot from() {
        if (from == null) {
            from = new Slot();
        }
        return from;
    }
}
