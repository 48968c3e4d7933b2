package org.tallystick.source.format.protobuf;

import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.LogicalType;
import org.tallystick.event.EventSchema;
import org.tallystick.source.format.BadRecordException;

/**
 * A place in the event schema.
 *
 * @param path the names of the fields that lead to it, with dots between them
 * @param schema its schema, not null's
 * @param type the type of its column, which says whether it can be null
 */
record ProtoTarget(String path, Schema schema, LogicalType type) {

    static ProtoTarget of(String path, Schema schema, LogicalType type) {
        return new ProtoTarget(path, EventSchema.withoutNull(schema), type);
    }

    /** Of a value that is not exactly one of the column's. */
    BadRecordException wrong(Object value) {
        return BadRecordException.ofValue(path, String.valueOf(value), type);
    }

    BadRecordException bad(String what) {
        return new BadRecordException("field '%s': %s".formatted(path, what));
    }
}
