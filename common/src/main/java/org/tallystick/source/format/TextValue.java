package org.tallystick.source.format;

import java.time.DateTimeException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.LongFunction;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.tallystick.event.TimeColumn;

/**
 * The value of a type that a text stands for, where a format has nothing but texts.
 *
 * <p>A text of type STRING stands for itself. All others may have spaces around them; numbers are
 * decimal, with a sign or without; booleans are true and false, in letters of any case; timestamps
 * are texts or numbers as {@link org.tallystick.event.TimeColumns} has them; bytes are Base64. What
 * is not exactly a value of the type is none.
 */
@FunctionalInterface
public interface TextValue {

    /**
     * The value in Flink's form, or nothing where the text does not stand for one.
     *
     * @throws DateTimeException likewise; the message says of the text what is wrong with it
     */
    Optional<?> of(String text);

    /** Whether texts can stand for values of a type: not for arrays, maps and records. */
    static boolean isFor(LogicalType type) {
        return !type.is(LogicalTypeFamily.CONSTRUCTED);
    }

    /**
     * How texts of a type are read.
     *
     * @param times how its timestamps are, if it is one
     */
    static TextValue of(LogicalType type, TimeColumn times) {
        return switch (type.getTypeRoot()) {
            case CHAR, VARCHAR -> text -> Optional.of(StringData.fromString(text));
            case BOOLEAN -> trimmed(TextValue::bool);
            case TINYINT -> whole(Byte.MIN_VALUE, Byte.MAX_VALUE, each -> (byte) each);
            case SMALLINT -> whole(Short.MIN_VALUE, Short.MAX_VALUE, each -> (short) each);
            case INTEGER -> whole(Integer.MIN_VALUE, Integer.MAX_VALUE, each -> (int) each);
            case BIGINT -> whole(Long.MIN_VALUE, Long.MAX_VALUE, each -> each);
            case FLOAT -> trimmed(TextNumbers::single);
            case DOUBLE -> trimmed(TextNumbers::binary);
            case DECIMAL -> decimal((DecimalType) type);
            case DATE -> trimmed(text -> parsed(text, TimeColumn::date));
            case TIME_WITHOUT_TIME_ZONE -> trimmed(text -> parsed(text, TimeColumn::millisOfDay));
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE -> timestamp(times);
            case BINARY, VARBINARY -> trimmed(text -> parsed(text, TextValue::bytes));
            default -> throw new IllegalStateException("no text is " + type.asSummaryString());
        };
    }

    private static TextValue trimmed(TextValue value) {
        return text -> value.of(trim(text));
    }

    /** Without spaces and tabs around it; all else is somebody's value or somebody's mistake. */
    private static String trim(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (from < to && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /** What may stand around a value that is no text. */
    static boolean isSpace(char each) {
        return each == ' ' || each == '\t';
    }

    private static Optional<?> bool(String text) {
        boolean isTrue = text.equalsIgnoreCase("true");
        return isTrue || text.equalsIgnoreCase("false") ? Optional.of(isTrue) : Optional.empty();
    }

    private static TextValue whole(long min, long max, LongFunction<?> boxed) {
        return trimmed(
                text -> {
                    var value = TextNumbers.whole(text);
                    return value.isPresent() && value.getAsLong() >= min && value.getAsLong() <= max
                            ? Optional.of(boxed.apply(value.getAsLong()))
                            : Optional.empty();
                });
    }

    private static TextValue decimal(DecimalType type) {
        return trimmed(text -> ExactDecimal.of(text, type.getPrecision(), type.getScale()));
    }

    /** One of Java's ways to read a text. */
    @FunctionalInterface
    interface Parser {
        Object parse(String text);
    }

    private static Optional<?> parsed(String text, Parser parser) {
        try {
            return Optional.of(parser.parse(text));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Object bytes(String text) {
        return Base64.getDecoder().decode(text);
    }

    private static TextValue timestamp(TimeColumn times) {
        return trimmed(
                text ->
                        Optional.of(
                                times.takesNumbers() && TextNumbers.isNumber(text)
                                        ? number(text, times)
                                        : times.text(text)));
    }

    private static TimestampData number(String text, TimeColumn times) {
        var whole = TextNumbers.whole(text);
        return whole.isPresent() ? times.number(whole.getAsLong()) : times.decimal(text);
    }
}
