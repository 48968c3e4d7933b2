package org.tallystick.source.format.json;

import java.util.Set;
import org.apache.avro.Schema;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.ColumnPath;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumn;
import org.tallystick.event.TimeColumns;
import org.tallystick.source.format.avro.AvroDefaults;

/**
 * A column of the event schema, or a part of one.
 *
 * @param type its type
 * @param schema the same as Avro has it, without null
 * @param path its name, below those of the records that it is in; empty for the event itself
 * @param times how timestamps are written
 */
record JsonColumn(LogicalType type, Schema schema, String path, TimeColumns times) {

    /** The event itself. */
    static JsonColumn of(EventSchema schema, TimeColumns times) {
        return new JsonColumn(schema.rowType(), schema.avroSchema(), "", times);
    }

    /** How it is written, if it is a timestamp. */
    TimeColumn time() {
        return times.at(path);
    }

    /** The elements of an array. */
    JsonColumn element() {
        return part(((ArrayType) type).getElementType(), schema.getElementType(), path);
    }

    /** The values of a map. */
    JsonColumn entry() {
        return part(((MapType) type).getValueType(), schema.getValueType(), path);
    }

    /** A field of a record. */
    JsonColumn field(int place) {
        var field = avro(place);
        var below = ColumnPath.below(path, field.name());
        return part(((RowType) type).getTypeAt(place), field.schema(), below);
    }

    private JsonColumn part(LogicalType type, Schema schema, String path) {
        return new JsonColumn(type, EventSchema.withoutNull(schema), path, times);
    }

    /** What else a field of a record may be called. */
    Set<String> aliases(int field) {
        return avro(field).aliases();
    }

    boolean hasDefault(int field) {
        return avro(field).hasDefaultValue();
    }

    /** What a field of a record is where it is not there; may be null. */
    Object defaultOf(int field) {
        var column = field(field);
        return AvroDefaults.of(avro(field), column.path(), column.type());
    }

    private Schema.Field avro(int field) {
        return schema.getFields().get(field);
    }
}
