package org.tallystick.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.io.schubfach.DoubleToDecimal;

/**
 * One value as JSON. Canonical: values of one class have the same text exactly when they are equal.
 *
 * <p>Doubles are written in the shortest form that reads back to the same bits; the algorithm is
 * Jackson's own and not {@link Double#toString}, whose text changed with Java 19, so that archived
 * text can be compared with text made by another Java.
 */
final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    /** Appends a value of one of the classes a cell may hold, or null. */
    static void append(Object value, StringBuilder to) {
        if (value == null || value instanceof Boolean || value instanceof Long) {
            to.append(value);
        } else if (value instanceof String text) {
            quote(text, to);
        } else if (value instanceof Double number) {
            append(number.doubleValue(), to);
        } else if (value instanceof BigDecimal number) {
            to.append(number.toPlainString());
        } else {
            // ISO-8601 has nothing to escape.
            to.append('"').append(time(value)).append('"');
        }
    }

    private static void append(double number, StringBuilder to) {
        if (Double.isFinite(number)) {
            to.append(DoubleToDecimal.toString(number));
        } else {
            to.append('"').append(number).append('"');
        }
    }

    private static String time(Object value) {
        if (value instanceof LocalDateTime timestamp) {
            return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(timestamp);
        }
        if (value instanceof LocalTime time) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
        }
        if (value instanceof LocalDate || value instanceof Instant) {
            return value.toString();
        }
        throw new IllegalArgumentException("no cell holds a value of " + value.getClass());
    }

    static void quote(String text, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> to.append('\\').append(c);
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                default -> plain(c, to);
            }
        }
        to.append('"');
    }

    private static void plain(char c, StringBuilder to) {
        if (c < ' ') {
            to.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
        } else {
            to.append(c);
        }
    }
}
