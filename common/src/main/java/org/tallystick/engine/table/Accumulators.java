package org.tallystick.engine.table;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.tallystick.aggregate.Aggregator;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.Fingerprint;
import org.tallystick.aggregate.Slot;
import org.tallystick.engine.BoundMetric;

/**
 * The accumulators of one metric, side by side in a row: first the {@link Fingerprint} of the row's
 * events, then one for each aggregate.
 *
 * <p>A row is {@link #width} bytes and {@link #objects} objects; all-zero bytes with null objects
 * are the empty row. Not thread-safe: the cursors are reused.
 */
public final class Accumulators implements Serializable {
    public static final byte ABSENT = 0;
    private static final byte PRESENT = 1;

    private final Aggregator[] aggregators;

    /* Where in a row each accumulator begins: looked up, since asking every aggregator for its width
    was a tenth of the time of a firing. */
    private final int[] offsets;
    private final int[] places;
    private final int[] withObject;
    private final int width;
    private final int objects;
    private final boolean changesObjects;
    private transient Slot into;
    private transient Slot from;

    public Accumulators(BoundMetric metric) {
        var all = new ArrayList<Aggregator>();
        all.add(Fingerprint.INSTANCE);
        metric.aggregates().forEach(aggregate -> all.add(aggregate.aggregator()));
        aggregators = all.toArray(Aggregator[]::new);
        offsets = new int[aggregators.length];
        places = new int[aggregators.length];
        int bytes = 0;
        int boxes = 0;
        for (int i = 0; i < aggregators.length; i++) {
            offsets[i] = bytes;
            places[i] = boxes;
            bytes += aggregators[i].width();
            boxes += aggregators[i].hasObject() ? 1 : 0;
        }
        width = bytes;
        objects = boxes;
        withObject =
                IntStream.range(0, aggregators.length)
                        .filter(i -> aggregators[i].hasObject())
                        .toArray();
        changesObjects = all.stream().anyMatch(Aggregator::changesObject);
    }

    /** Bytes of a row. */
    public int width() {
        return width;
    }

    /** Objects of a row. */
    public int objects() {
        return objects;
    }

    /** Whether a copy of a row must not share its objects. */
    public boolean changesObjects() {
        return changesObjects;
    }

    private Slot point(Slot slot, int i, byte[] bytes, int at, Object[] boxes, int index) {
        return slot.point(bytes, at + offsets[i], boxes, index + places[i]);
    }

    public void add(byte[] bytes, int at, Object[] boxes, int index, Columns event) {
        var slot = into();
        for (int i = 0; i < aggregators.length; i++) {
            aggregators[i].add(point(slot, i, bytes, at, boxes, index), event);
        }
    }

    /** Adds a row to another; the first stays as it is. */
    public void merge(
            byte[] bytes,
            int at,
            Object[] boxes,
            int index,
            byte[] other,
            int otherAt,
            Object[] otherBoxes,
            int otherIndex) {
        var target = into();
        var source = from();
        for (int i = 0; i < aggregators.length; i++) {
            aggregators[i].merge(
                    point(target, i, bytes, at, boxes, index),
                    point(source, i, other, otherAt, otherBoxes, otherIndex));
        }
    }

    /**
     * Bytes of heap of a row's objects. Asked before and after every event; most rows have none.
     */
    public long objectBytes(Object[] boxes, int index) {
        long sum = 0;
        for (int place = 0; place < withObject.length; place++) {
            Object object = boxes[index + place];
            if (object != null) {
                sum += aggregators[withObject[place]].heapBytes(object);
            }
        }
        return sum;
    }

    /** Whether an object was set in any row since this was last asked. */
    boolean takeSetAnyObject() {
        return into().takeSetAnyObject();
    }

    /** How many events the row is made of. */
    public long events(byte[] bytes, int at) {
        return Fingerprint.count(into().point(bytes, at, null, 0));
    }

    /** Sum mod 2^64 of their identity hashes. */
    public long fingerprint(byte[] bytes, int at) {
        return Fingerprint.hash(into().point(bytes, at, null, 0));
    }

    /** The aggregates' values in the metric's order. */
    public List<Object> results(byte[] bytes, int at, Object[] boxes, int index) {
        var slot = into();
        var results = new ArrayList<>(aggregators.length - 1);
        for (int i = 1; i < aggregators.length; i++) {
            results.add(aggregators[i].result(point(slot, i, bytes, at, boxes, index)));
        }
        return results;
    }

    /** Writes a row in its one form: the fixed bytes, then each object that there is. */
    public void write(byte[] bytes, int at, Object[] boxes, int index, DataOutput out)
            throws IOException {
        var slot = into();
        for (int i = 0; i < aggregators.length; i++) {
            aggregators[i].canonicalize(point(slot, i, bytes, at, boxes, index));
        }
        out.write(bytes, at, width);
        for (int i : withObject) {
            boolean present = point(slot, i, bytes, at, boxes, index).object() != null;
            out.writeByte(present ? PRESENT : ABSENT);
            if (present) {
                aggregators[i].write(slot, out);
            }
        }
    }

    /** Reads what {@link #write} wrote over whatever the row held. */
    public void read(byte[] bytes, int at, Object[] boxes, int index, DataInput in)
            throws IOException {
        in.readFully(bytes, at, width);
        readObjects(bytes, at, boxes, index, in);
    }

    /** Reads the objects that follow a row's fixed bytes. */
    public void readObjects(byte[] bytes, int at, Object[] boxes, int index, DataInput in)
            throws IOException {
        for (int i : withObject) {
            boxes[index + places[i]] = null;
            if (in.readByte() == PRESENT) {
                aggregators[i].read(point(into(), i, bytes, at, boxes, index), in);
            }
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
