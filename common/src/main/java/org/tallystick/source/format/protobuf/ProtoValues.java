package org.tallystick.source.format.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.source.format.BadRecordException;

/** What reads the values of fields for places in the event schema. */
final class ProtoValues {
    private static final String TIMESTAMP = "google.protobuf.Timestamp";

    private ProtoValues() {}

    /**
     * How a field becomes a column.
     *
     * @throws BadRecordException where it does not fit
     */
    static ProtoField field(FieldDescriptor field, Schema.Field column, ProtoTarget target)
            throws BadRecordException {
        if (field.isMapField()) {
            return map(field, target);
        }
        if (field.isRepeated()) {
            return list(field, target);
        }
        return new SingleField(field, column, target, value(field, target));
    }

    private static ProtoField list(FieldDescriptor field, ProtoTarget target)
            throws BadRecordException {
        if (!(target.type() instanceof ArrayType array)) {
            throw mismatch(field, target);
        }
        var element = target.schema().getElementType();
        var inner = ProtoTarget.of(target.path(), element, array.getElementType());
        return new ListField(field, target, value(field, inner));
    }

    private static ProtoField map(FieldDescriptor field, ProtoTarget target)
            throws BadRecordException {
        if (!(target.type() instanceof MapType map)) {
            throw mismatch(field, target);
        }
        var entry = field.getMessageType();
        var inner =
                ProtoTarget.of(target.path(), target.schema().getValueType(), map.getValueType());
        return new MapField(
                field,
                target,
                key(entry.findFieldByName("key"), target),
                value(entry.findFieldByName("value"), inner));
    }

    private static ProtoValue key(FieldDescriptor field, ProtoTarget target) {
        if (field.getType() == FieldDescriptor.Type.STRING) {
            return ProtoScalars.text(target.path());
        }
        if (field.getType() == FieldDescriptor.Type.BOOL) {
            return ProtoValue.of(
                    ProtoBytes.VARINT, in -> StringData.fromString("" + ProtoScalars.bool(in)));
        }
        var whole = ProtoWhole.of(field.getType()).orElseThrow();
        return ProtoValue.of(
                whole.wire(), in -> StringData.fromString(whole.text(whole.read(in, target))));
    }

    private static ProtoValue value(FieldDescriptor field, ProtoTarget target)
            throws BadRecordException {
        var value =
                field.getType() == FieldDescriptor.Type.MESSAGE
                        ? message(field, target)
                        : ProtoScalars.of(field, target);
        return value.orElseThrow(() -> mismatch(field, target));
    }

    private static Optional<ProtoValue> message(FieldDescriptor field, ProtoTarget target)
            throws BadRecordException {
        var type = field.getMessageType();
        if (target.type() instanceof RowType row) {
            return Optional.of(new ProtoMessage(type, target, row.getFieldCount()));
        }
        if (type.getFullName().equals(TIMESTAMP) && isInstant(target.type())) {
            return Optional.of(new ProtoTimestamp(target));
        }
        boolean wraps = type.getFile().getFullName().equals("google/protobuf/wrappers.proto");
        if (!wraps) {
            return Optional.empty();
        }
        var wrapped = type.findFieldByNumber(1);
        return ProtoScalars.of(wrapped, target)
                .map(value -> new ProtoWrapper(wrapped, target, value));
    }

    private static boolean isInstant(LogicalType type) {
        return type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
                && type.is(LogicalTypeFamily.TIMESTAMP);
    }

    private static BadRecordException mismatch(FieldDescriptor field, ProtoTarget target) {
        return target.bad(
                "it is %s%s, which is not %s"
                        .formatted(
                                field.isRepeated() && !field.isMapField() ? "repeated " : "",
                                Wires.told(field),
                                target.type().copy(true).asSummaryString()));
    }
}
