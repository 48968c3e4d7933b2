package org.tallystick.source.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.reflect.Array;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeUtils;
import org.tallystick.event.ColumnPath;
import org.tallystick.event.TimeColumn;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.ExactDecimal;
import org.tallystick.source.format.Reasons;
import org.tallystick.source.format.TextNumbers;
import org.tallystick.text.HalfCharacters;

/**
 * How a JSON value becomes one of a type, and what JSON value it has to be: a number that does not
 * fit, a text for a number, a null or nothing where there has to be something are errors.
 *
 * <p>Timestamps are texts or, as in Avro's own JSON, numbers since 1970: see {@link TimeColumns}.
 * Numbers with decimals can be texts, since JSON has no NaN.
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

    /**
     * Reads the value at the cursor, which is not null, as {@link #read(JsonParser, String)} would.
     *
     * @throws NotPlainException where that is to read it, or to say why it cannot be read
     */
    abstract Object read(PlainJson json) throws NotPlainException;

    /**
     * A whole record.
     *
     * @param record its columns
     * @param width how many fields its rows have; those beyond the type's are left null
     * @param unread the fields, all texts, of which nobody wants to know more than that they are
     *     right
     */
    static Fields record(JsonColumn record, int width, int[] unread) {
        var fields = new Fields(record, width);
        for (int field : unread) {
            fields.fields[field] = new Unread(record.field(field).type());
        }
        return fields;
    }

    private static JsonValue of(JsonColumn column) {
        var type = column.type();
        return switch (type.getTypeRoot()) {
            case ROW -> new Fields(column, ((RowType) type).getFieldCount());
            case ARRAY -> new Elements(column);
            case MAP -> new Entries(column);
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    new Timestamp(type, column.time());
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

    final Object readAny(PlainJson json) throws NotPlainException {
        if (!json.skipNull()) {
            return read(json);
        }
        checkPlain(type.isNullable());
        return null;
    }

    private static void checkPlain(boolean isRight) throws NotPlainException {
        if (!isRight) {
            throw new NotPlainException();
        }
    }

    /**
     * A text, all of which are characters.
     *
     * @throws BadRecordException for half of one
     */
    private static String characters(String text, String path) throws BadRecordException {
        int half = HalfCharacters.first(text);
        if (half >= 0) {
            throw new BadRecordException(
                    "field '%s': \\u%04x at place %d is half of a character"
                            .formatted(path, (int) text.charAt(half), half));
        }
        return text;
    }

    final void expect(boolean isRight, JsonParser parser, String path) throws IOException {
        if (!isRight) {
            throw wrong(parser, path, type.copy(true).asSummaryString());
        }
    }

    private static BadRecordException wrong(JsonParser parser, String path, String type, String why)
            throws IOException {
        return new BadRecordException(wrong(parser, path, type).getMessage() + ": " + why);
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

        @Override
        Object read(PlainJson json) throws NotPlainException {
            return json.bool();
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
            expect(fits(value), parser, path);
            return boxed(value);
        }

        @Override
        Object read(PlainJson json) throws NotPlainException {
            long value = json.whole();
            checkPlain(fits(value));
            return boxed(value);
        }

        private boolean fits(long value) {
            return value >= min && value <= max;
        }

        private Object boxed(long value) {
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
            boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
            expect(isText || parser.currentToken().isNumeric(), parser, path);
            var text = parser.getText().trim();
            boolean isWhole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT;
            // The integer has no -0.0.
            var value = nearest(isWhole && text.equals("-0") ? "0" : text);
            expect(value.isPresent(), parser, path);
            return value.get();
        }

        private Optional<?> nearest(String text) {
            return single ? TextNumbers.single(text) : TextNumbers.binary(text);
        }

        @Override
        Object read(PlainJson json) throws NotPlainException {
            if (!single) {
                return json.binary();
            }
            var text = json.number();
            checkPlain(!text.equals("-0")); // the integer, which has no -0.0
            var value = TextNumbers.single(text);
            checkPlain(value.isPresent());
            return value.get();
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
            var value = ExactDecimal.of(parser.getText().trim(), precision, scale);
            expect(value.isPresent(), parser, path);
            return value.get();
        }

        @Override
        Object read(PlainJson json) throws NotPlainException {
            var text = json.isText() ? new String(json.text(), UTF_8).trim() : json.number();
            var value = ExactDecimal.of(text, precision, scale);
            checkPlain(value.isPresent());
            return value.get();
        }
    }

    private static final class Text extends JsonValue {
        Text(LogicalType type) {
            super(type);
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            expect(parser.currentToken() == JsonToken.VALUE_STRING, parser, path);
            return StringData.fromString(characters(parser.getText(), path));
        }

        @Override
        Object read(PlainJson json) throws NotPlainException {
            return StringData.fromBytes(json.text());
        }
    }

    /** A text that is as good as any other. */
    private static final class Unread extends JsonValue {
        private static final StringData ANY = StringData.fromString("");

        Unread(LogicalType type) {
            super(type);
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            expect(parser.currentToken() == JsonToken.VALUE_STRING, parser, path);
            characters(parser.getText(), path);
            return ANY;
        }

        @Override
        Object read(PlainJson json) throws NotPlainException {
            json.skipText();
            return ANY;
        }
    }

    /** A text or a number. */
    private static final class Timestamp extends JsonValue {
        private final TimeColumn times;

        Timestamp(LogicalType type, TimeColumn times) {
            super(type);
            this.times = times;
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
            expect(isText || parser.currentToken().isNumeric(), parser, path);
            try {
                return isLong(parser)
                        ? times.number(parser.getLongValue())
                        : isText ? times.text(parser.getText()) : times.decimal(parser.getText());
            } catch (DateTimeException e) {
                throw wrong(parser, path, type().copy(true).asSummaryString(), e.getMessage());
            }
        }

        @Override
        Object read(PlainJson json) throws NotPlainException {
            try {
                return json.isText() ? times.text(json.text()) : times.number(json.whole());
            } catch (DateTimeException e) {
                throw new NotPlainException(); // the parser says what is wrong with it
            }
        }
    }

    /** Types that JSON has no notion of: they are texts. */
    private static final class Coded extends JsonValue {

        Coded(LogicalType type) {
            super(type);
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            expect(parser.currentToken() == JsonToken.VALUE_STRING, parser, path);
            try {
                return coded(parser.getText());
            } catch (DateTimeException | IllegalArgumentException e) {
                expect(false, parser, path);
                throw e;
            }
        }

        @Override
        Object read(PlainJson json) throws NotPlainException {
            checkPlain(json.isText());
            try {
                return coded(new String(json.text(), UTF_8));
            } catch (DateTimeException | IllegalArgumentException e) {
                throw new NotPlainException(); // the parser says what is wrong with it
            }
        }

        private Object coded(String text) {
            return switch (type().getTypeRoot()) {
                case DATE -> TimeColumn.date(text);
                case TIME_WITHOUT_TIME_ZONE -> TimeColumn.millisOfDay(text);
                default -> Base64.getDecoder().decode(text);
            };
        }
    }

    private static final class Elements extends JsonValue {
        private final JsonValue element;
        private final Object[] none;

        Elements(JsonColumn column) {
            super(column.type());
            var type = (ArrayType) column.type();
            element = of(column.element());
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

        @Override
        Object read(PlainJson json) throws NotPlainException {
            var elements = new ArrayList<>();
            for (boolean more = json.enterArray(); more; more = json.nextElement()) {
                elements.add(element.readAny(json));
            }
            return new GenericArrayData(elements.toArray(none));
        }
    }

    /** A JSON object with names of its own. */
    private static final class Entries extends JsonValue {
        private final JsonValue value;

        Entries(JsonColumn column) {
            super(column.type());
            value = of(column.entry());
        }

        @Override
        Object read(JsonParser parser, String path) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrong(parser, path, "an object");
            }
            var entries = new HashMap<StringData, Object>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                var name = StringData.fromString(characters(parser.currentName(), path));
                parser.nextToken();
                if (entries.containsKey(name)) {
                    throw repeated(ColumnPath.below(path, name.toString()));
                }
                entries.put(name, value.readAny(parser, path));
            }
            return new GenericMapData(entries);
        }

        @Override
        Object read(PlainJson json) throws NotPlainException {
            var entries = new HashMap<StringData, Object>();
            for (boolean more = json.enter(); more; more = json.next()) {
                var name = StringData.fromString(json.name());
                checkPlain(!entries.containsKey(name));
                entries.put(name, value.readAny(json));
            }
            return new GenericMapData(entries);
        }
    }

    /** One of the two values would vanish, and other readers take the other one. */
    private static BadRecordException repeated(String path) {
        return new BadRecordException("field '" + path + "' is there more than once");
    }

    /**
     * A JSON object with the fields of a record; members that the record lacks are passed over. A
     * field may go by one of its aliases, which need not be names that Avro allows. One that is not
     * there has its default, if there is one.
     */
    static final class Fields extends JsonValue {
        private static final Object NONE = new Object();

        private final String[] names;
        private final byte[][] quoted;
        private final JsonValue[] fields;
        private final Object[] defaults;
        private final int width;
        private final Map<String, Integer> index = new HashMap<>();

        /** A bit for each field of the record that is being read. */
        private final long[] seen;

        private Fields(JsonColumn record, int width) {
            super(record.type());
            this.width = width;
            names = ((RowType) record.type()).getFieldNames().toArray(String[]::new);
            quoted = new byte[names.length][];
            fields = new JsonValue[names.length];
            defaults = new Object[names.length];
            seen = new long[(names.length + 63) / 64];
            for (int i = 0; i < names.length; i++) {
                int field = i;
                index.put(names[i], i);
                record.aliases(i).forEach(alias -> index.putIfAbsent(alias, field));
                quoted[i] = ('"' + names[i] + "\":").getBytes(UTF_8);
                fields[i] = of(record.field(i));
                defaults[i] = record.hasDefault(i) ? record.defaultOf(i) : NONE;
            }
        }

        @Override
        GenericRowData read(JsonParser parser, String path) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrong(parser, path, "an object");
            }
            Arrays.fill(seen, 0);
            var row = new GenericRowData(width);
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                int field = index.getOrDefault(parser.currentName(), -1);
                parser.nextToken();
                if (field < 0) {
                    parser.skipChildren();
                } else if (see(field)) {
                    row.setField(
                            field,
                            fields[field].readAny(parser, ColumnPath.below(path, names[field])));
                } else {
                    throw repeated(ColumnPath.below(path, names[field]));
                }
            }
            int missing = complete(row);
            if (missing >= 0) {
                throw new BadRecordException(
                        "field '" + ColumnPath.below(path, names[missing]) + "' is missing");
            }
            return row;
        }

        @Override
        GenericRowData read(PlainJson json) throws NotPlainException {
            Arrays.fill(seen, 0);
            var row = new GenericRowData(width);
            int next = 0;
            for (boolean more = json.enter(); more; more = json.next()) {
                int field = field(json, next);
                if (field < 0) {
                    json.skip();
                } else {
                    checkPlain(see(field));
                    row.setField(field, fields[field].readAny(json));
                    next = field + 1;
                }
            }
            checkPlain(complete(row) < 0);
            return row;
        }

        /** Notes that a field has come; whether it is the first time. */
        private boolean see(int field) {
            long bit = 1L << field;
            boolean first = (seen[field >> 6] & bit) == 0;
            seen[field >> 6] |= bit;
            return first;
        }

        /**
         * The field that the record has here, or -1. Records have their fields in the same order
         * nearly always, so the one that is next is looked for first.
         */
        private int field(PlainJson json, int next) throws NotPlainException {
            return next < names.length && json.skipName(quoted[next])
                    ? next
                    : index.getOrDefault(json.name(), -1);
        }

        /**
         * Gives fields that have not come their defaults.
         *
         * @return the first field that has no value and needs one, or -1
         */
        private int complete(GenericRowData row) {
            for (int i = 0; i < fields.length; i++) {
                if (row.isNullAt(i) && (seen[i >> 6] & (1L << i)) == 0) {
                    if (defaults[i] != NONE) {
                        row.setField(i, defaults[i]);
                    } else if (!fields[i].nullable()) {
                        return i;
                    }
                }
            }
            return -1;
        }
    }

    final LogicalType type() {
        return type;
    }

    final boolean nullable() {
        return type.isNullable();
    }
}
