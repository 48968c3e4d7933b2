package org.tallystick.jobs.sink.questdb;

import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.tallystick.aggregate.ValueType;
import org.tallystick.jobs.sink.http.LineText;
import org.tallystick.jobs.sink.http.UnfitCellException;

/**
 * A column of a metric's table in QuestDB, and how its values are written.
 *
 * <p>QuestDB has no null of BOOLEAN and no exact decimal numbers, its DATE is a moment, and it has
 * no time of day: those are texts.
 *
 * @param mayComeLater whether rows that were written without it may stand beside rows that have it
 */
record QuestDbColumn(String name, String type, boolean mayComeLater) implements Serializable {
    private static final String ESCAPED = "\"\\\n\r";

    static QuestDbColumn key(String name, ValueType type) {
        return new QuestDbColumn(name, type(type), false);
    }

    static QuestDbColumn value(String name, ValueType type) {
        return new QuestDbColumn(name, type(type), true);
    }

    private static String type(ValueType type) {
        return switch (type.kind()) {
            case LONG -> "LONG";
            case DOUBLE -> "DOUBLE";
            case TIMESTAMP, TIMESTAMP_LTZ -> "TIMESTAMP";
            case BOOLEAN, DECIMAL, STRING, DATE, TIME -> "VARCHAR";
        };
    }

    /** Its name in SQL. */
    String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** Appends {@code ,name=value}; a null is what a line does not say. */
    void append(Object value, StringBuilder line) throws UnfitCellException {
        if (value != null) {
            line.append(',').append(LineText.bare(name)).append('=').append(text(value));
        }
    }

    private String text(Object value) throws UnfitCellException {
        if (value instanceof Long number) {
            return integer(number) + "i";
        }
        if (value instanceof Double number) {
            return finite(number);
        }
        if (value instanceof Instant instant) {
            return micros(instant) + "t";
        }
        if (value instanceof LocalDateTime timestamp) {
            return micros(timestamp.toInstant(ZoneOffset.UTC)) + "t";
        }
        return LineText.quoted(LineText.whole(name, words(value)), ESCAPED);
    }

    private static String words(Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        return value instanceof LocalTime time
                ? DateTimeFormatter.ISO_LOCAL_TIME.format(time)
                : value.toString();
    }

    private long integer(long number) throws UnfitCellException {
        if (number == Long.MIN_VALUE) {
            throw new UnfitCellException(
                    name + " is " + number + ", which stands for null in QuestDB");
        }
        return number;
    }

    private String finite(double number) throws UnfitCellException {
        if (!Double.isFinite(number)) {
            throw new UnfitCellException(
                    name + " is " + number + ", which QuestDB cannot tell from null");
        }
        return Double.toString(number);
    }

    /** A moment as QuestDB counts them. */
    long micros(Instant instant) throws UnfitCellException {
        try {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
            if (Instant.EPOCH.plus(micros, ChronoUnit.MICROS).equals(instant)) {
                return integer(micros);
            }
        } catch (ArithmeticException e) {
            throw new UnfitCellException(name + " is " + instant + ", beyond QuestDB's TIMESTAMP");
        }
        throw new UnfitCellException(name + " is " + instant + ", finer than microseconds");
    }
}
