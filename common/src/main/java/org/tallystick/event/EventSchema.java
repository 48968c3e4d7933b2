package org.tallystick.event;

import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.flink.formats.avro.typeutils.AvroSchemaConverter;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The event schema: an Avro record, and the same as Flink columns.
 *
 * <p>A field that is not a union with null is a column that cannot be null. {@code
 * timestamp-millis} is TIMESTAMP_LTZ(3), {@code timestamp-micros} TIMESTAMP_LTZ(6), their {@code
 * local-} forms are TIMESTAMP; enums and UUIDs are STRING.
 *
 * @param avro the schema as JSON text
 * @param rowType the columns
 */
public record EventSchema(String avro, RowType rowType) implements Serializable {

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException where it is none, or one that cannot be columns; the message
     *     is one line
     */
    public static EventSchema parse(String avro) {
        var schema = avroSchema(avro);
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException(
                    "the event schema is an Avro " + name(schema) + "; it must be a record");
        }
        if (schema.getFields().isEmpty()) {
            throw new IllegalArgumentException("the event schema has no fields");
        }
        checkNames(schema);
        schema.getFields().forEach(each -> check(each.name(), each.schema(), Set.of()));
        return new EventSchema(avro, columns(avro));
    }

    /** The schema as Avro has it. */
    public Schema avroSchema() {
        return avroSchema(avro);
    }

    /** A type itself, or the one beside null. */
    public static Schema withoutNull(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? nullable("", schema) : schema;
    }

    private static Schema avroSchema(String avro) {
        try {
            return new Schema.Parser().parse(avro);
        } catch (AvroRuntimeException e) {
            var reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new IllegalArgumentException("the event schema is no Avro schema: " + reason, e);
        }
    }

    private static RowType columns(String avro) {
        LogicalType type = AvroSchemaConverter.convertToDataType(avro, false).getLogicalType();
        return (RowType) type;
    }

    private static void checkNames(Schema schema) {
        var metadata = EventLayout.metadataNames();
        for (Schema.Field field : schema.getFields()) {
            if (metadata.contains(field.name())) {
                throw new IllegalArgumentException(
                        "field '%s' of the event schema has the name of a metadata column; rename it"
                                .formatted(field.name()));
            }
        }
    }

    private static void check(String path, Schema schema, Set<String> inside) {
        switch (schema.getType()) {
            case NULL -> throw unsupported(path, "null alone");
            case UNION -> check(path, nullable(path, schema), inside);
            case ARRAY -> check(path + "[]", schema.getElementType(), inside);
            case MAP -> check(path + "{}", schema.getValueType(), inside);
            case RECORD -> checkRecord(path, schema, inside);
            default -> {}
        }
    }

    private static void checkRecord(String path, Schema schema, Set<String> inside) {
        var deeper = new TreeSet<>(inside);
        if (!deeper.add(schema.getFullName())) {
            throw unsupported(path, "a record inside itself (" + schema.getName() + ")");
        }
        schema.getFields().forEach(each -> check(path + "." + each.name(), each.schema(), deeper));
    }

    /** The one type beside null. */
    private static Schema nullable(String path, Schema union) {
        List<Schema> types =
                union.getTypes().stream()
                        .filter(each -> each.getType() != Schema.Type.NULL)
                        .toList();
        if (types.size() != 1) {
            var names = union.getTypes().stream().map(EventSchema::name);
            throw unsupported(path, "a union of " + names.collect(Collectors.joining(", ")));
        }
        return types.get(0);
    }

    private static String name(Schema schema) {
        return schema.getType().getName();
    }

    private static IllegalArgumentException unsupported(String path, String what) {
        return new IllegalArgumentException(
                "field '%s' of the event schema is %s, which has no column type; use one type, or one type and null"
                        .formatted(path, what));
    }
}
