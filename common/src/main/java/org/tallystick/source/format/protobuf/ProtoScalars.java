package org.tallystick.source.format.protobuf;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.Utf8Texts;

/** Values that are no messages, each as one of its column's type, where that is exact. */
final class ProtoScalars {
    private ProtoScalars() {}

    /** What reads values of a field; empty where they are none of the column's type. */
    static Optional<ProtoValue> of(FieldDescriptor field, ProtoTarget target) {
        var type = target.type();
        return switch (field.getType()) {
            case BOOL ->
                    when(
                            type.is(LogicalTypeRoot.BOOLEAN),
                            ProtoValue.of(ProtoBytes.VARINT, ProtoScalars::bool));
            case STRING -> when(isText(target), text(target.path()));
            case BYTES -> bytes(target);
            case ENUM ->
                    when(
                            type.is(LogicalTypeFamily.CHARACTER_STRING),
                            symbol(field.getEnumType(), target));
            case FLOAT -> single(type);
            case DOUBLE -> binary(target);
            case MESSAGE, GROUP -> Optional.empty();
            default -> whole(ProtoWhole.of(field.getType()).orElseThrow(), target);
        };
    }

    private static Optional<ProtoValue> when(boolean fits, ProtoValue value) {
        return fits ? Optional.of(value) : Optional.empty();
    }

    static boolean bool(ProtoBytes in) throws BadRecordException {
        long value = in.varint();
        if (value != 0 && value != 1) {
            throw new BadRecordException(
                    "a bool that is neither 0 nor 1, but " + Long.toUnsignedString(value));
        }
        return value == 1;
    }

    /** An enum of the event schema has its symbols, which a text need not be. */
    private static boolean isText(ProtoTarget target) {
        return target.type().is(LogicalTypeFamily.CHARACTER_STRING)
                && target.schema().getType() != Schema.Type.ENUM;
    }

    static ProtoValue text(String path) {
        return ProtoValue.of(ProtoBytes.LENGTH, in -> Utf8Texts.text(in.take(), path));
    }

    private static Optional<ProtoValue> bytes(ProtoTarget target) {
        if (!target.type().is(LogicalTypeFamily.BINARY_STRING)) {
            return Optional.empty();
        }
        boolean fixed = target.schema().getType() == Schema.Type.FIXED;
        int size = fixed ? target.schema().getFixedSize() : 0;
        return Optional.of(
                ProtoValue.of(
                        ProtoBytes.LENGTH,
                        in -> {
                            var bytes = in.take();
                            if (fixed && bytes.length != size) {
                                throw target.wrong(bytes.length + " bytes");
                            }
                            return bytes;
                        }));
    }

    private static ProtoValue symbol(EnumDescriptor type, ProtoTarget target) {
        var names = new HashMap<Long, StringData>();
        for (var each : type.getValues()) {
            names.putIfAbsent((long) each.getNumber(), StringData.fromString(each.getName()));
        }
        return ProtoValue.of(
                ProtoBytes.VARINT,
                in -> {
                    long number = in.varint();
                    var name = names.get(number);
                    if (name == null) {
                        throw target.bad("%d is no %s".formatted(number, type.getFullName()));
                    }
                    if (target.schema().getType() == Schema.Type.ENUM
                            && !target.schema().hasEnumSymbol(name.toString())) {
                        throw target.bad(
                                "%s is not one of %s"
                                        .formatted(
                                                name,
                                                String.join(
                                                        ", ", target.schema().getEnumSymbols())));
                    }
                    return name;
                });
    }

    private static Optional<ProtoValue> single(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case FLOAT ->
                    Optional.of(
                            ProtoValue.of(
                                    ProtoBytes.FIXED32, in -> Float.intBitsToFloat(in.fixed32())));
            case DOUBLE ->
                    Optional.of(
                            ProtoValue.of(
                                    ProtoBytes.FIXED32,
                                    in -> (double) Float.intBitsToFloat(in.fixed32())));
            default -> Optional.empty();
        };
    }

    private static Optional<ProtoValue> binary(ProtoTarget target) {
        return switch (target.type().getTypeRoot()) {
            case DOUBLE ->
                    Optional.of(
                            ProtoValue.of(
                                    ProtoBytes.FIXED64,
                                    in -> Double.longBitsToDouble(in.fixed64())));
            case FLOAT ->
                    Optional.of(ProtoValue.of(ProtoBytes.FIXED64, in -> narrowed(in, target)));
            default -> Optional.empty();
        };
    }

    private static float narrowed(ProtoBytes in, ProtoTarget target) throws BadRecordException {
        double value = Double.longBitsToDouble(in.fixed64());
        if (!Double.isNaN(value) && (double) (float) value != value) {
            throw target.wrong(value);
        }
        return (float) value;
    }

    private static Optional<ProtoValue> whole(ProtoWhole whole, ProtoTarget target) {
        return converted(whole, target)
                .map(
                        converted ->
                                ProtoValue.of(
                                        whole.wire(), in -> converted.of(whole.read(in, target))));
    }

    /** What a whole number is in a column. */
    private interface Converted {
        Object of(long value) throws BadRecordException;
    }

    private static Optional<Converted> converted(ProtoWhole whole, ProtoTarget target) {
        return switch (target.type().getTypeRoot()) {
            case INTEGER -> Optional.of(value -> integer(whole, value, target));
            case BIGINT -> Optional.of(value -> known(whole, value, target));
            case FLOAT -> Optional.of(value -> single(known(whole, value, target), target));
            case DOUBLE -> Optional.of(value -> binary(known(whole, value, target), target));
            case DECIMAL -> Optional.of(value -> decimal(whole, value, target));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE, TIMESTAMP_WITHOUT_TIME_ZONE ->
                    whole.isNarrow()
                            ? Optional.empty()
                            : Optional.of(value -> time(known(whole, value, target), target));
            default -> Optional.empty();
        };
    }

    private static Integer integer(ProtoWhole whole, long value, ProtoTarget target)
            throws BadRecordException {
        if (value != (int) value) {
            throw target.wrong(whole.text(value));
        }
        return (int) value;
    }

    private static Long known(ProtoWhole whole, long value, ProtoTarget target)
            throws BadRecordException {
        if (whole.isBeyond(value)) {
            throw target.wrong(whole.text(value));
        }
        return value;
    }

    private static Float single(long value, ProtoTarget target) throws BadRecordException {
        if ((long) (float) value != value || value == Long.MAX_VALUE) {
            throw target.wrong(value);
        }
        return (float) value;
    }

    private static Double binary(long value, ProtoTarget target) throws BadRecordException {
        if ((long) (double) value != value || value == Long.MAX_VALUE) {
            throw target.wrong(value);
        }
        return (double) value;
    }

    private static DecimalData decimal(ProtoWhole whole, long value, ProtoTarget target)
            throws BadRecordException {
        var type = (DecimalType) target.type();
        var number = new BigDecimal(whole.text(value));
        if (number.precision() > type.getPrecision() - type.getScale() && number.signum() != 0) {
            throw target.wrong(whole.text(value));
        }
        return DecimalData.fromBigDecimal(number, type.getPrecision(), type.getScale());
    }

    /** A number that counts what the event schema says. */
    private static TimestampData time(long value, ProtoTarget target) {
        int precision = LogicalTypeChecks.getPrecision(target.type());
        long perMilli = (long) Math.pow(10, precision - 3.0);
        int nanos = (int) (1_000_000 / perMilli);
        return TimestampData.fromEpochMillis(
                Math.floorDiv(value, perMilli), (int) Math.floorMod(value, perMilli) * nanos);
    }
}
