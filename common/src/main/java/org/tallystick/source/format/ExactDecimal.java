package org.tallystick.source.format;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import org.apache.flink.table.data.DecimalData;

/**
 * Reads a decimal out of its text: all digits that count, or nothing.
 *
 * <p>The text is looked through once, and nothing is computed with more digits than the type has: a
 * million of them, or an exponent of a billion, cost no more than to look at them.
 */
public final class ExactDecimal {
    /** Beyond any digit of any text that fits into memory. */
    private static final long FAR = 1L << 40;

    private final String text;
    private int at;

    private ExactDecimal(String text) {
        this.text = text;
    }

    /**
     * The decimal, or nothing where the text is no number or has more digits than the type on
     * either side of the point, zeros at the ends aside.
     *
     * @param text an optional sign, digits with at most one point among them, an optional exponent
     */
    public static Optional<DecimalData> of(String text, int precision, int scale) {
        return new ExactDecimal(text).read(precision, scale);
    }

    private Optional<DecimalData> read(int precision, int scale) {
        boolean negative = sign();
        int from = at;
        int digits = digits();
        int point = at;
        int fraction = accept('.') ? digits() : 0;
        int end = at;
        if (digits + fraction == 0) {
            return Optional.empty();
        }
        var exponent = exponent();
        return exponent.isEmpty() || at < text.length()
                ? Optional.empty()
                : decimal(negative, from, point, end, exponent.get(), precision, scale);
    }

    private boolean sign() {
        if (accept('-')) {
            return true;
        }
        accept('+');
        return false;
    }

    private boolean accept(char wanted) {
        boolean there = at < text.length() && text.charAt(at) == wanted;
        at += there ? 1 : 0;
        return there;
    }

    private int digits() {
        int from = at;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    private static boolean isDigit(char each) {
        return each >= '0' && each <= '9';
    }

    /** Zero where there is none; nothing where an E has no digits; at most {@link #FAR}. */
    private Optional<Long> exponent() {
        if (!accept('e') && !accept('E')) {
            return Optional.of(0L);
        }
        boolean negative = sign();
        int from = at;
        if (digits() == 0) {
            return Optional.empty();
        }
        long value = 0;
        for (int i = from; i < at; i++) {
            value = Math.min(FAR, value * 10 + text.charAt(i) - '0');
        }
        return Optional.of(negative ? -value : value);
    }

    /** Of the digits between {@code from} and {@code end}, with a point at {@code point}. */
    private Optional<DecimalData> decimal(
            boolean negative,
            int from,
            int point,
            int end,
            long exponent,
            int precision,
            int scale) {
        int first = from;
        while (first < end && !isSignificant(first)) {
            first++;
        }
        if (first == end) {
            return Optional.of(DecimalData.zero(precision, scale));
        }
        int last = end - 1;
        while (!isSignificant(last)) {
            last--;
        }
        // How many decimals there are up to the last digit that counts.
        long decimals = (last > point ? last - point : last + 1 - point) - exponent;
        int count = last + 1 - first - (first < point && last > point ? 1 : 0);
        if (decimals > scale || count - decimals > precision - scale) {
            return Optional.empty();
        }
        var unscaled = new BigInteger(text.substring(first, last + 1).replace(".", ""));
        var value = new BigDecimal(negative ? unscaled.negate() : unscaled, (int) decimals);
        return Optional.of(DecimalData.fromBigDecimal(value, precision, scale));
    }

    private boolean isSignificant(int place) {
        return text.charAt(place) != '0' && text.charAt(place) != '.';
    }
}
