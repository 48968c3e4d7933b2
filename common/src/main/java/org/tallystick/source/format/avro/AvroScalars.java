package org.tallystick.source.format.avro;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.table.data.StringData;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.Utf8Texts;

/**
 * Values that are neither collections nor records: what was written as one type, read as another
 * where that is exact.
 */
final class AvroScalars {
    private static final StringData UNREAD = StringData.fromString("");

    private AvroScalars() {}

    /** A schema in a few words: {@code long (timestamp-millis)}. */
    static String told(Schema schema) {
        var logical = schema.getProp("logicalType");
        return schema.getType().getName() + (logical == null ? "" : " (" + logical + ")");
    }

    /** What reads values of the writer's schema; empty where it has none that the target has. */
    static Optional<AvroColumn> of(Schema writer, AvroTarget target) {
        var type = writer.getType();
        return switch (target.type().getTypeRoot()) {
            case BOOLEAN -> when(type == Schema.Type.BOOLEAN, AvroBytes::bool);
            case INTEGER -> when(type == Schema.Type.INT, AvroBytes::integer);
            case BIGINT -> when(isWhole(type), whole(type)::read);
            case FLOAT -> single(type, target);
            case DOUBLE -> binary(type, target);
            case CHAR, VARCHAR -> text(writer, target);
            case BINARY, VARBINARY -> bytes(writer, target);
            case DECIMAL -> AvroDecimals.of(writer, target);
            case DATE, TIME_WITHOUT_TIME_ZONE -> AvroTimes.ofDay(writer, target);
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    AvroTimes.timestamp(writer, target);
            default -> Optional.empty();
        };
    }

    private static Optional<AvroColumn> when(boolean fits, AvroColumn column) {
        return fits ? Optional.of(column) : Optional.empty();
    }

    static boolean isWhole(Schema.Type type) {
        return type == Schema.Type.INT || type == Schema.Type.LONG;
    }

    /** Reads an int or a long. */
    interface Whole {
        long read(AvroBytes in) throws BadRecordException;
    }

    static Whole whole(Schema.Type type) {
        return type == Schema.Type.INT ? AvroBytes::integer : AvroBytes::zigzag;
    }

    private static Optional<AvroColumn> single(Schema.Type type, AvroTarget target) {
        if (type == Schema.Type.FLOAT) {
            return Optional.of(AvroBytes::single);
        }
        var whole = whole(type);
        return when(
                isWhole(type),
                in -> {
                    long value = whole.read(in);
                    if ((long) (float) value != value || value == Long.MAX_VALUE) {
                        throw target.wrong(value);
                    }
                    return (float) value;
                });
    }

    private static Optional<AvroColumn> binary(Schema.Type type, AvroTarget target) {
        if (type == Schema.Type.DOUBLE) {
            return Optional.of(AvroBytes::binary);
        }
        if (type == Schema.Type.FLOAT) {
            return Optional.of(in -> (double) in.single());
        }
        var whole = whole(type);
        return when(
                isWhole(type),
                in -> {
                    long value = whole.read(in);
                    if ((long) (double) value != value || value == Long.MAX_VALUE) {
                        throw target.wrong(value);
                    }
                    return (double) value;
                });
    }

    private static Optional<AvroColumn> text(Schema writer, AvroTarget target) {
        if (target.schema().getType() == Schema.Type.ENUM) {
            return writer.getType() == Schema.Type.ENUM
                    ? Optional.of(symbol(writer.getEnumSymbols(), target))
                    : Optional.empty();
        }
        var type = writer.getType();
        return when(
                type == Schema.Type.STRING || type == Schema.Type.BYTES,
                in -> {
                    var utf8 = in.take(in.length());
                    if (target.isUnread()) {
                        Utf8Texts.check(utf8, target.path());
                        return UNREAD;
                    }
                    return Utf8Texts.text(utf8, target.path());
                });
    }

    /** By its name; one that the event schema has not is its default, if it has that. */
    private static AvroColumn symbol(List<String> written, AvroTarget target) {
        var symbols =
                written.stream().map(name -> StringData.fromString(known(name, target))).toList();
        return in -> {
            int index = in.integer();
            if (index < 0 || index >= written.size()) {
                throw new BadRecordException(
                        "field '%s': symbol %d of %d"
                                .formatted(target.path(), index, written.size()));
            }
            if (symbols.get(index) == null) {
                throw new BadRecordException(
                        "field '%s': %s is not one of %s"
                                .formatted(
                                        target.path(),
                                        written.get(index),
                                        String.join(", ", target.schema().getEnumSymbols())));
            }
            return symbols.get(index);
        };
    }

    private static String known(String name, AvroTarget target) {
        return target.schema().hasEnumSymbol(name) ? name : target.schema().getEnumDefault();
    }

    private static Optional<AvroColumn> bytes(Schema writer, AvroTarget target) {
        if (target.schema().getType() == Schema.Type.FIXED) {
            int size = target.schema().getFixedSize();
            return when(
                    writer.getType() == Schema.Type.FIXED && writer.getFixedSize() == size,
                    in -> in.take(size));
        }
        return when(
                writer.getType() == Schema.Type.BYTES || writer.getType() == Schema.Type.STRING,
                in -> in.take(in.length()));
    }
}
