package org.tallystick.source.format.avro;

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
 * @param isUnread whether any text will do, of a text that nobody reads
 */
record AvroTarget(String path, Schema schema, LogicalType type, boolean isUnread) {

    static AvroTarget of(String path, Schema schema, LogicalType type) {
        return new AvroTarget(path, EventSchema.withoutNull(schema), type, false);
    }

    AvroTarget unread() {
        return new AvroTarget(path, schema, type, true);
    }

    /** Of a value that is not exactly one of the column's. */
    BadRecordException wrong(Object value) {
        return BadRecordException.ofValue(path, String.valueOf(value), type);
    }
}
