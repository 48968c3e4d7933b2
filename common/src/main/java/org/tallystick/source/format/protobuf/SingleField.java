package org.tallystick.source.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import org.apache.avro.Schema;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.avro.AvroDefaults;

/**
 * A field of one value. Where it was not written, it is zero or empty if that is what its writer
 * says so; else it has no value: the event schema's default, or null.
 */
final class SingleField implements ProtoField {
    private final FieldDescriptor field;
    private final ProtoTarget target;
    private final ProtoValue value;
    private final Absent absent;

    SingleField(FieldDescriptor field, Schema.Field column, ProtoTarget target, ProtoValue value) {
        this.field = field;
        this.target = target;
        this.value = value;
        this.absent = field.hasPresence() ? Absent.of(column, target) : value::zero;
    }

    /** What a column is without a value. */
    interface Absent {
        Object get() throws BadRecordException;

        /** Of a column that is nowhere in the record. */
        static Absent of(Schema.Field column, ProtoTarget target) {
            if (column.hasDefaultValue()) {
                var value = AvroDefaults.of(column, target.path(), target.type());
                return () -> value;
            }
            if (target.type().isNullable()) {
                return () -> null;
            }
            return () -> {
                throw target.bad("it is not there, and null is not allowed");
            };
        }
    }

    @Override
    public Object read(Object before, int wire, ProtoBytes in) throws BadRecordException {
        Wires.require(field, target, value.wire(), wire);
        return value.read(before, in);
    }

    @Override
    public Object finish(Object read) throws BadRecordException {
        return read == null ? absent.get() : value.finish(read);
    }
}
