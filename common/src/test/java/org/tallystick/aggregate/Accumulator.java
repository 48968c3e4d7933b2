package org.tallystick.aggregate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** One accumulator by itself, in an otherwise empty row. */
final class Accumulator {
    private static final int BEFORE = 8; // a slot does not begin where its row does

    private final Aggregator aggregator;
    private final byte[] bytes;
    private final Object[] objects;
    private final Slot slot;

    Accumulator(Aggregator aggregator) {
        this.aggregator = aggregator;
        this.bytes = new byte[BEFORE + aggregator.width()];
        this.objects = aggregator.hasObject() ? new Object[2] : null;
        this.slot = new Slot().point(bytes, BEFORE, objects, 1);
    }

    static Accumulator of(Aggregator aggregator, List<? extends Columns> events) {
        var accumulator = new Accumulator(aggregator);
        events.forEach(accumulator::add);
        return accumulator;
    }

    /** One aggregate of one column, over its values. */
    static Accumulator ofValues(String function, ValueType type, List<?> values) {
        var aggregator = Aggregates.create(function, List.of(type), List.of(3), List.of());
        return of(aggregator, values.stream().map(TestColumns::of).toList());
    }

    Accumulator add(Columns event) {
        aggregator.add(slot, event);
        return this;
    }

    Accumulator merge(Accumulator from) {
        aggregator.merge(slot, from.slot);
        return this;
    }

    Object result() {
        return aggregator.result(slot);
    }

    Slot slot() {
        return slot;
    }

    /** All of it in its one form. */
    byte[] canonical() {
        aggregator.canonicalize(slot);
        var out = new ByteArrayOutputStream();
        try {
            out.write(bytes, BEFORE, aggregator.width());
            if (aggregator.hasObject()) {
                aggregator.write(slot, new DataOutputStream(out));
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Accumulator read(Aggregator aggregator, byte[] canonical) {
        var accumulator = new Accumulator(aggregator);
        try (var in = new DataInputStream(new ByteArrayInputStream(canonical))) {
            in.readFully(accumulator.bytes, BEFORE, aggregator.width());
            if (aggregator.hasObject()) {
                aggregator.read(accumulator.slot, in);
            }
            if (in.read() >= 0) {
                throw new IllegalStateException("not all was read back");
            }
            return accumulator;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Accumulator copy() {
        return new Accumulator(aggregator).merge(this);
    }
}
