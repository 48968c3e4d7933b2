package org.tallystick.source.format.avro;

import org.tallystick.source.format.BadRecordException;

/** Reads a value in its writer's form and gives it in Flink's form of a column. */
@FunctionalInterface
interface AvroColumn {

    /**
     * The value, or null for Avro's null.
     *
     * @throws BadRecordException where the bytes are none, or not exactly one of the column's type
     */
    Object read(AvroBytes in) throws BadRecordException;

    /** One that can never be read. */
    static AvroColumn failing(String reason) {
        return in -> {
            throw new BadRecordException(reason);
        };
    }
}
