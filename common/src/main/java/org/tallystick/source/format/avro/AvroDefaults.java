package org.tallystick.source.format.avro;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.flink.table.types.logical.LogicalType;

/** Defaults of a schema's fields, as columns have them. */
public final class AvroDefaults {
    private AvroDefaults() {}

    /**
     * The default of a field in Flink's form; may be null.
     *
     * @param field one that has a default
     * @param type the type of its column
     */
    public static Object of(Schema.Field field, LogicalType type) {
        return AvroValue.of(type).of(GenericData.get().getDefaultValue(field));
    }
}
