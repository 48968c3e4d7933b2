package org.tallystick.source.format.protobuf;

import org.tallystick.source.format.BadRecordException;

/** How a field becomes a column: what is read of it, and what it is if it is not there. */
interface ProtoField {

    /**
     * What is read of the column with one more occurrence of the field.
     *
     * @param before what has been read of it; null if nothing has
     * @param wire the wire type that it has this time
     */
    Object read(Object before, int wire, ProtoBytes in) throws BadRecordException;

    /**
     * The column in Flink's form.
     *
     * @param read what has been read of it; null if nothing has
     */
    Object finish(Object read) throws BadRecordException;
}
