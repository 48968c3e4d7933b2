package org.tallystick.aggregate;

import java.io.DataOutput;
import java.io.IOException;

/** The distinct values of a column. */
interface ValueSet {

    int size();

    /** Bytes of heap of the set and its values, which it may share with other sets. */
    long heapBytes();

    /** Adds the value of a column that is not null. */
    void add(ValueType type, Columns event, int column);

    /** Adds the values of a set of the same class. */
    void addAll(ValueSet values);

    /** Writes the values, sorted. */
    void write(DataOutput out) throws IOException;
}
