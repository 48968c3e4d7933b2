package org.tallystick.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;

/**
 * An aggregate as a commutative monoid over accumulators in {@link Slot}s.
 *
 * <p>Laws, tested for every aggregator in {@code AggregatorLawsTest}: all-zero bytes with a null
 * object are the empty accumulator, the identity of {@link #merge}; merge is associative and
 * commutative; adding an event equals merging the accumulator of that one event; and after {@link
 * #canonicalize} and {@link #write} the bytes depend only on the multiset of events added, however
 * they were ordered and grouped. A metric's value therefore does not depend on order, parallelism,
 * slicing or restarts, to the last bit.
 *
 * <p>Implementations are immutable and hold no accumulator. {@code merge} never lets two
 * accumulators share a mutable object.
 */
public interface Aggregator extends Serializable {

    /** The type of {@link #result}. */
    ValueType resultType();

    /** Bytes of the fixed part: a multiple of 8, possibly 0. */
    int width();

    /** Whether the accumulator has an object beside its fixed part. */
    default boolean hasObject() {
        return false;
    }

    /**
     * Whether the object is changed in place. Else it is only ever replaced, so that a copy of a
     * row may share it.
     */
    default boolean changesObject() {
        return false;
    }

    /**
     * Bytes of heap that an accumulator's object takes, with all that it refers to; in constant
     * time, and within a fifth of the truth. What it shares with other accumulators counts for each
     * of them. Called only where {@link #hasObject}.
     *
     * @param object of one of this aggregator's accumulators, not null
     */
    default long heapBytes(Object object) {
        throw new UnsupportedOperationException(getClass() + " has no object");
    }

    /** Adds one event; a null argument is passed over, as in SQL. */
    void add(Slot into, Columns event);

    /** Adds what {@code from} has accumulated, which stays as it is. */
    void merge(Slot into, Slot from);

    /** The aggregate's value in the Java class of {@link #resultType}; null as in SQL. */
    Object result(Slot of);

    /** Brings the fixed part into its one form; called before the bytes are written. */
    default void canonicalize(Slot slot) {}

    /** Writes the object in its one form; called only where {@link #hasObject}. */
    default void write(Slot from, DataOutput out) throws IOException {
        throw new UnsupportedOperationException(getClass() + " has no object");
    }

    /** Reads what {@link #write} wrote. */
    default void read(Slot into, DataInput in) throws IOException {
        throw new UnsupportedOperationException(getClass() + " has no object");
    }
}
