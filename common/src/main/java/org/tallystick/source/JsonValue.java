package org.tallystick.source;

import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;
import org.tallystick.event.IsoTime;

/**
 * How a JSON value becomes one of a type, and what JSON value it has to be: a number that does not
 * fit, a text for a number, a null or nothing where there has to be something are errors.
 *
 * <p>Timestamps are ISO-8601 texts, without an offset in UTC; or, as in Avro's own JSON, numbers of
 * milliseconds or microseconds, by their precision, since 1970. Numbers with decimals can be texts,
 * since JSON has no NaN.
 */
abstract sealed class JsonValue {
    private final LogicalType type;

    private JsonValue(LogicalType type) {
        this.type = type;
    }

    /**
     * Reads the value at the parser's current token, which is not null, and leaves the parser at
     * its last.
     *
     * @param path the field's name, for the message
     * @throws BadRecordException where the value does not fit
     */
    abstract Object read(JsonParser parser, String path) throws IOException;

    static Fields fields(RowType type) {
        return new Fields(type);
    }

    private static JsonValue of(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case ROW -> new Fields((RowType) type);
            case ARRAY -> new Elements((ArrayType) type);
            case MAP -> new Entries((MapType) type);
            case BOOLEAN -> new Bool(type);
            case TINYINT -> new Whole(type, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> new Whole(type, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> new Whole(type, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> new Whole(type, Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT, DOUBLE -> new Binary(type);
            case DECIMAL -> new Decimal((DecimalType) type);
            case CHAR, VARCHAR -> new Text(type);
            default -> new Coded(type);
        };
    }

    /** Reads a value that may be null, if the type allows it. */
    final Object readAny(JsonParser parser, String path) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            return read(parser, path);
        }
        if (!type.isNullable()) {
            throw new BadRecordException("field '" + path + "' is null");
        }
        return null;
    }

    final void expect(boolean isRight, JsonParser parser, String path) throws IOException {
        if (!isRight) {
            throw wrong(parser, path, type.copy(true).asSummaryString());
        }
    }

    private static BadRecordException wrong(JsonParser parser, String path, String type)
            throws IOException {
        return new BadRecordException(
                "field '%s': %s is not %s"
                        .formatted(path, Reasons.shorten(parser.getText()), type));
    }

    private static final class Bool extends JsonValue {
        Bool(LogicalType type) {
            super(type);
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            expect(parser.currentToken().isBoolean(), parser, path);
            return parser.currentToken() == JsonToken.VALUE_TRUE;
        }
    }

    /** A whole number within the range of its type. */
    private static final class Whole extends JsonValue {
        private final long min;
        private final long max;

        Whole(LogicalType type, long min, long max) {
            super(type);
            this.min = min;
            this.max = max;
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            expect(isLong(parser), parser, path);
            long value = parser.getLongValue();
            expect(value >= min && value <= max, parser, path);
            if (max == Long.MAX_VALUE) {
                return value;
            }
            if (max == Integer.MAX_VALUE) {
                return (int) value;
            }
            return max == Short.MAX_VALUE ? (Object) (short) value : (Object) (byte) value;
        }
    }

    private static boolean isLong(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
    }

    /** FLOAT and DOUBLE. */
    private static final class Binary extends JsonValue {
        private final boolean single;

        Binary(LogicalType type) {
            super(type);
            single = type.is(LogicalTypeRoot.FLOAT);
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            if (parser.currentToken().isNumeric()) {
                return single ? (Object) parser.getFloatValue() : (Object) parser.getDoubleValue();
            }
            expect(parser.currentToken() == JsonToken.VALUE_STRING, parser, path);
            var text = parser.getText().trim();
            try {
                return single ? (Object) Float.parseFloat(text) : (Object) Double.parseDouble(text);
            } catch (NumberFormatException e) {
                expect(false, parser, path);
                throw e;
            }
        }
    }

    private static final class Decimal extends JsonValue {
        private final int precision;
        private final int scale;

        Decimal(DecimalType type) {
            super(type);
            precision = type.getPrecision();
            scale = type.getScale();
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            var token = parser.currentToken();
            expect(token.isNumeric() || token == JsonToken.VALUE_STRING, parser, path);
            var value = decimal(parser.getText().trim());
            expect(value != null && fits(value), parser, path);
            return DecimalData.fromBigDecimal(value, precision, scale);
        }

        private static BigDecimal decimal(String text) {
            try {
                return new BigDecimal(text).stripTrailingZeros();
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private boolean fits(BigDecimal value) {
            return value.scale() <= scale && value.precision() - value.scale() <= precision - scale;
        }
    }

    private static final class Text extends JsonValue {
        Text(LogicalType type) {
            super(type);
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            expect(parser.currentToken() == JsonToken.VALUE_STRING, parser, path);
            int length = parser.getTextLength();
            char[] text = parser.getTextCharacters();
            int offset = parser.getTextOffset();
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                char character = text[offset + i];
                if (character >= 0x80) {
                    return StringData.fromString(parser.getText());
                }
                bytes[i] = (byte) character;
            }
            return StringData.fromBytes(bytes);
        }
    }

    /** Types that JSON has no notion of: they are texts, and timestamps may be numbers. */
    private static final class Coded extends JsonValue {
        private final LogicalType type;

        Coded(LogicalType type) {
            super(type);
            this.type = type;
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
            return switch (type.getTypeRoot()) {
                case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> {
                    expect(isText || isLong(parser), parser, path);
                    yield isText ? text(parser, path) : number(parser.getLongValue());
                }
                default -> {
                    expect(isText, parser, path);
                    yield text(parser, path);
                }
            };
        }

        private TimestampData number(long value) {
            return LogicalTypeChecks.getPrecision(type) == 3
                    ? TimestampData.fromEpochMillis(value)
                    : micros(value);
        }

        private static TimestampData micros(long value) {
            return TimestampData.fromEpochMillis(
                    Math.floorDiv(value, 1000), (int) Math.floorMod(value, 1000L) * 1000);
        }

        private Object text(JsonParser parser, String path) throws IOException {
            try {
                return switch (type.getTypeRoot()) {
                    case TIMESTAMP_WITH_LOCAL_TIME_ZONE -> micros(IsoTime.micros(parser.getText()));
                    case TIMESTAMP_WITHOUT_TIME_ZONE ->
                            TimestampData.fromLocalDateTime(LocalDateTime.parse(parser.getText()));
                    case DATE -> (int) LocalDate.parse(parser.getText()).toEpochDay();
                    case TIME_WITHOUT_TIME_ZONE ->
                            (int) (LocalTime.parse(parser.getText()).toNanoOfDay() / 1_000_000);
                    default -> Base64.getDecoder().decode(parser.getText());
                };
            } catch (DateTimeException | IllegalArgumentException e) {
                expect(false, parser, path);
                throw e;
            }
        }
    }

    private static final class Elements extends JsonValue {
        private final JsonValue element;
        private final Object[] none;

        Elements(ArrayType type) {
            super(type);
            element = of(type.getElementType());
            var elementClass = LogicalTypeUtils.toInternalConversionClass(type.getElementType());
            none = (Object[]) Array.newInstance(elementClass, 0);
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw wrong(parser, path, "an array");
            }
            var elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(element.readAny(parser, path));
            }
            return new GenericArrayData(elements.toArray(none));
        }
    }

    /** A JSON object with names of its own. */
    private static final class Entries extends JsonValue {
        private final JsonValue value;

        Entries(MapType type) {
            super(type);
            value = of(type.getValueType());
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrong(parser, path, "an object");
            }
            var entries = new HashMap<StringData, Object>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = StringData.fromString(parser.currentName());
                parser.nextToken();
                entries.put(name, value.readAny(parser, path));
            }
            return new GenericMapData(entries);
        }
    }

    /** A JSON object with the fields of a record; fields that the record lacks are passed over. */
    static final class Fields extends JsonValue {
        private final String[] names;
        private final JsonValue[] fields;
        private final Map<String, Integer> index = new HashMap<>();

        private Fields(RowType type) {
            super(type);
            // The parser interns names, so that those of the same text are the same.
            names = type.getFieldNames().stream().map(String::intern).toArray(String[]::new);
            fields = type.getChildren().stream().map(JsonValue::of).toArray(JsonValue[]::new);
            for (int i = 0; i < names.length; i++) {
                index.put(names[i], i);
            }
        }

        @Override
        GenericRowData read(JsonParser parser, String path) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrong(parser, path, "an object");
            }
            var row = new GenericRowData(fields.length);
            int next = 0;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                int field = field(parser.currentName(), next);
                parser.nextToken();
                if (field < 0) {
                    parser.skipChildren();
                } else {
                    row.setField(field, read(parser, field, path));
                    next = field + 1;
                }
            }
            checkMissing(row, path);
            return row;
        }

        private Object read(JsonParser parser, int field, String path) throws IOException {
            return fields[field].readAny(
                    parser, path.isEmpty() ? names[field] : below(path, names[field]));
        }

        /**
         * The field of a name, or -1. Records have their fields in the same order nearly always, so
         * the one that is next is looked at first.
         */
        @SuppressWarnings("ReferenceEquality") // interned, and where not, the map knows
        private int field(String name, int next) {
            return next < names.length && names[next] == name ? next : index.getOrDefault(name, -1);
        }

        private void checkMissing(GenericRowData row, String path) throws IOException {
            for (int i = 0; i < fields.length; i++) {
                if (row.isNullAt(i) && !fields[i].nullable()) {
                    throw new BadRecordException(
                            "field '" + below(path, names[i]) + "' is missing");
                }
            }
        }

        private static String below(String path, String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }

    final boolean nullable() {
        return type.isNullable();
    }
}
