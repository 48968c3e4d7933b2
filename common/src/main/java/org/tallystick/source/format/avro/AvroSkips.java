package org.tallystick.source.format.avro;

import java.util.IdentityHashMap;
import java.util.List;
import org.apache.avro.Schema;
import org.tallystick.source.format.BadRecordException;

/** Passes over values that nobody wants, of any schema, one that contains itself too. */
final class AvroSkips {
    private final IdentityHashMap<Schema, AvroColumn> records = new IdentityHashMap<>();

    /** Reads past one value of a schema and gives null. */
    AvroColumn of(Schema schema) {
        return switch (schema.getType()) {
            case NULL -> in -> null;
            case BOOLEAN -> AvroSkips::bool;
            case INT, LONG, ENUM -> AvroSkips::whole;
            case FLOAT -> in -> past(in, Float.BYTES);
            case DOUBLE -> in -> past(in, Double.BYTES);
            case STRING, BYTES -> in -> past(in, in.length());
            case FIXED -> in -> past(in, schema.getFixedSize());
            case ARRAY -> elements(of(schema.getElementType()));
            case MAP -> entries(of(schema.getValueType()));
            case UNION -> union(schema.getTypes().stream().map(this::of).toList());
            case RECORD -> record(schema);
        };
    }

    private static Object bool(AvroBytes in) throws BadRecordException {
        in.bool();
        return null;
    }

    private static Object whole(AvroBytes in) throws BadRecordException {
        in.zigzag();
        return null;
    }

    private static Object past(AvroBytes in, int length) throws BadRecordException {
        in.skip(length);
        return null;
    }

    private static AvroColumn elements(AvroColumn element) {
        return in -> {
            for (int count = in.count(); count > 0; count = in.count()) {
                for (int i = 0; i < count; i++) {
                    element.read(in);
                }
            }
            return null;
        };
    }

    private static AvroColumn entries(AvroColumn value) {
        return elements(
                in -> {
                    in.skip(in.length());
                    return value.read(in);
                });
    }

    private static AvroColumn union(List<AvroColumn> branches) {
        return in -> AvroColumns.branch(branches, in).read(in);
    }

    private AvroColumn record(Schema schema) {
        var known = records.get(schema);
        if (known != null) {
            return in -> known.read(in);
        }
        var record = new SkippedRecord();
        records.put(schema, record);
        record.fields = schema.getFields().stream().map(each -> of(each.schema())).toList();
        return record;
    }

    /** Known before its fields are, since they may have it in them. */
    private static final class SkippedRecord implements AvroColumn {
        private List<AvroColumn> fields = List.of();

        @Override
        public Object read(AvroBytes in) throws BadRecordException {
            in.enter();
            for (AvroColumn field : fields) {
                field.read(in);
            }
            in.leave();
            return null;
        }
    }
}
