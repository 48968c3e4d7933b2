package org.tallystick.engine.table;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.aggregate.Values;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.bytes.ByteBuilder;

/**
 * A metric's key as bytes: equal keys have equal bytes, and no others.
 *
 * <p>Per part one byte (0: null, 1: a value) and then the value: its key word of 8 bytes (see
 * {@link Values}), or a 4-byte length and that many bytes (UTF-8; a decimal's unscaled value).
 */
public final class KeyCodec implements Serializable {
    private static final byte NULL = 0;
    private static final byte VALUE = 1;

    private final KeyColumn[] columns;

    public KeyCodec(List<KeyColumn> columns) {
        this.columns = columns.toArray(KeyColumn[]::new);
    }

    /** Writes the event's key behind what {@code out} holds. */
    public void encode(Columns event, ByteBuilder out) {
        for (KeyColumn key : columns) {
            if (event.isNull(key.column())) {
                out.writeByte(NULL);
            } else {
                out.writeByte(VALUE);
                encode(event, key, out);
            }
        }
    }

    private static void encode(Columns event, KeyColumn key, ByteBuilder out) {
        int column = key.column();
        if (Values.isWord(key.type())) {
            out.writeLong(Values.keyWord(key.type(), event, column));
        } else {
            byte[] bytes =
                    key.type().kind() == ValueType.Kind.STRING
                            ? event.getUtf8(column)
                            : unscaled(event.getDecimal(column), key.type());
            out.writeInt(bytes.length);
            out.write(bytes, 0, bytes.length);
        }
    }

    private static byte[] unscaled(BigDecimal value, ValueType type) {
        return value.setScale(type.scale()).unscaledValue().toByteArray();
    }

    /** The key's values in the metric's order; unmodifiable, elements may be null. */
    public List<Object> decode(byte[] bytes, int at) {
        var values = new ArrayList<>(columns.length);
        int position = at;
        for (KeyColumn key : columns) {
            boolean present = bytes[position++] == VALUE;
            values.add(present ? value(key.type(), bytes, position) : null);
            position += present ? length(key.type(), bytes, position) : 0;
        }
        return Collections.unmodifiableList(values);
    }

    private static Object value(ValueType type, byte[] bytes, int at) {
        if (Values.isWord(type)) {
            return Values.toJava(type, ByteBuilder.getLong(bytes, at));
        }
        int start = at + Integer.BYTES;
        int length = ByteBuilder.getInt(bytes, at);
        return type.kind() == ValueType.Kind.STRING
                ? new String(bytes, start, length, StandardCharsets.UTF_8)
                : new BigDecimal(new BigInteger(bytes, start, length), type.scale());
    }

    private static int length(ValueType type, byte[] bytes, int at) {
        return Values.isWord(type) ? Long.BYTES : Integer.BYTES + ByteBuilder.getInt(bytes, at);
    }
}
