package org.tallystick.source;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

/**
 * What a JSON value must look like to be of a type.
 *
 * <p>Flink's JSON format turns 1.5 into the BIGINT 1, {@code "yes"} into false, a decimal that does
 * not fit into null, and a missing field into null where null is not allowed: wrong values that
 * nobody would ever notice. Here these are errors. Whether a text is a timestamp is left to Flink.
 */
sealed interface JsonShape {

    /**
     * Checks the value at the parser's current token and leaves the parser at its last.
     *
     * @param path the field's name, for the message
     * @throws BadRecordException where the value does not fit
     */
    void check(JsonParser parser, String path) throws IOException;

    /** Whether null is not allowed. */
    boolean required();

    static JsonShape of(LogicalType type) {
        boolean required = !type.isNullable();
        return switch (type.getTypeRoot()) {
            case ROW -> row((RowType) type);
            case ARRAY -> new Array(of(((ArrayType) type).getElementType()), required);
            case MAP -> new Entries(of(((MapType) type).getValueType()), required);
            case BOOLEAN ->
                    new Scalar("BOOLEAN", JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE, required);
            case TINYINT -> new Whole("TINYINT", Byte.MIN_VALUE, Byte.MAX_VALUE, required);
            case SMALLINT -> new Whole("SMALLINT", Short.MIN_VALUE, Short.MAX_VALUE, required);
            case INTEGER -> new Whole("INT", Integer.MIN_VALUE, Integer.MAX_VALUE, required);
            case BIGINT -> new Whole("BIGINT", Long.MIN_VALUE, Long.MAX_VALUE, required);
            case FLOAT, DOUBLE, DECIMAL -> new Fraction(type.copy(true), required);
            default ->
                    new Scalar(
                            type.copy(true).asSummaryString(),
                            JsonToken.VALUE_STRING,
                            JsonToken.VALUE_STRING,
                            required);
        };
    }

    private static Row row(RowType type) {
        List<String> names = type.getFieldNames();
        Map<String, Integer> index =
                IntStream.range(0, names.size()).boxed().collect(toMap(names::get, i -> i));
        return new Row(
                names,
                index,
                type.getChildren().stream().map(JsonShape::of).toList(),
                !type.isNullable());
    }

    /** Checks that a null is allowed. */
    private static void checkNull(JsonShape shape, String path) throws IOException {
        if (shape.required()) {
            throw new BadRecordException("field '" + path + "' is null");
        }
    }

    private static void checkAny(JsonShape shape, JsonParser parser, String path)
            throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            checkNull(shape, path);
        } else {
            shape.check(parser, path);
        }
    }

    private static BadRecordException wrong(JsonParser parser, String path, String type)
            throws IOException {
        return new BadRecordException(
                "field '%s': %s is not %s"
                        .formatted(path, Reasons.shorten(parser.getText()), type));
    }

    /** A value for which the kind of its token is enough. */
    record Scalar(String type, JsonToken token, JsonToken orToken, boolean required)
            implements JsonShape {
        @Override
        public void check(JsonParser parser, String path) throws IOException {
            var found = parser.currentToken();
            if (found != token && found != orToken) {
                throw wrong(parser, path, type);
            }
        }
    }

    /** A whole number within the range of its type. */
    record Whole(String type, long min, long max, boolean required) implements JsonShape {
        @Override
        public void check(JsonParser parser, String path) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT || !isInRange(parser)) {
                throw wrong(parser, path, type);
            }
        }

        private boolean isInRange(JsonParser parser) throws IOException {
            return parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                    && parser.getLongValue() >= min
                    && parser.getLongValue() <= max;
        }
    }

    /** A number that need not be whole; as a string too, since JSON has no NaN and few decimals. */
    record Fraction(LogicalType type, boolean required) implements JsonShape {
        @Override
        public void check(JsonParser parser, String path) throws IOException {
            var found = parser.currentToken();
            if (!found.isNumeric() && found != JsonToken.VALUE_STRING) {
                throw wrong(parser, path, type.asSummaryString());
            }
            if (type instanceof DecimalType decimal && !fits(parser.getText().trim(), decimal)) {
                throw wrong(parser, path, type.asSummaryString());
            }
        }

        private static boolean fits(String text, DecimalType type) {
            try {
                var value = new BigDecimal(text).stripTrailingZeros();
                int whole = value.precision() - value.scale();
                return value.scale() <= type.getScale()
                        && whole <= type.getPrecision() - type.getScale();
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /** A JSON array. */
    record Array(JsonShape element, boolean required) implements JsonShape {
        @Override
        public void check(JsonParser parser, String path) throws IOException {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw wrong(parser, path, "an array");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                checkAny(element, parser, path);
            }
        }
    }

    /** A JSON object with names of its own. */
    record Entries(JsonShape value, boolean required) implements JsonShape {
        @Override
        public void check(JsonParser parser, String path) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrong(parser, path, "an object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                parser.nextToken();
                checkAny(value, parser, path);
            }
        }
    }

    /** A JSON object with the fields of a record; fields that the record lacks are passed over. */
    record Row(
            List<String> names,
            Map<String, Integer> index,
            List<JsonShape> fields,
            boolean required)
            implements JsonShape {

        @Override
        public void check(JsonParser parser, String path) throws IOException {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw wrong(parser, path, "an object");
            }
            var seen = new BitSet(fields.size());
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                Integer field = index.get(parser.currentName());
                parser.nextToken();
                if (field == null) {
                    parser.skipChildren();
                } else {
                    seen.set(field);
                    checkAny(fields.get(field), parser, below(path, names.get(field)));
                }
            }
            checkMissing(seen, path);
        }

        private void checkMissing(BitSet seen, String path) throws IOException {
            for (int i = seen.nextClearBit(0); i < fields.size(); i = seen.nextClearBit(i + 1)) {
                if (fields.get(i).required()) {
                    throw new BadRecordException(
                            "field '" + below(path, names.get(i)) + "' is missing");
                }
            }
        }

        private static String below(String path, String name) {
            return path.isEmpty() ? name : path + "." + name;
        }
    }
}
