package org.tallystick.source.format;

import java.util.Optional;
import java.util.OptionalLong;

/** Numbers out of texts: decimal digits and nothing that Java alone takes for a number. */
public final class TextNumbers {
    /** Any integer of so many digits is a long. */
    private static final int LONG_DIGITS = 18;

    private TextNumbers() {}

    /** Digits, with a sign or without. */
    public static OptionalLong whole(String text) {
        int first = signs(text);
        if (first == text.length()) {
            return OptionalLong.empty();
        }
        long value = 0;
        for (int i = first; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalLong.empty();
            }
            value = value * 10 + digit;
        }
        if (text.length() - first > LONG_DIGITS) {
            return longWhole(text);
        }
        return OptionalLong.of(isNegative(text) ? -value : value);
    }

    private static OptionalLong longWhole(String digits) {
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException e) { // too large
            return OptionalLong.empty();
        }
    }

    /**
     * The double next to a number. Nothing where that is infinite, or zero though the number is
     * not.
     */
    public static Optional<Double> binary(String text) {
        double ordinary = ordinary(text);
        return Double.isNaN(ordinary) ? anyBinary(text) : Optional.of(ordinary);
    }

    /**
     * The double next to a number of a few digits without an exponent, as most are; NaN for other
     * texts.
     */
    private static double ordinary(String text) {
        int first = signs(text);
        int point = -1;
        long digits = 0;
        for (int i = first; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
            } else if (digit == '.' - '0' && point < 0) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        int width = text.length() - first - (point < 0 ? 0 : 1);
        int decimals = point < 0 ? 0 : text.length() - point - 1;
        if (width == 0 || width > LONG_DIGITS || !ShortDecimal.is(digits, decimals)) {
            return Double.NaN;
        }
        double value = ShortDecimal.value(digits, decimals);
        return isNegative(text) ? -value : value;
    }

    private static Optional<Double> anyBinary(String text) {
        if (isSpecial(text)) {
            return Optional.of(Double.parseDouble(text));
        }
        if (!isNumber(text)) {
            return Optional.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) || (value == 0 && !isZero(text))
                ? Optional.empty()
                : Optional.of(value);
    }

    /** The float next to a number, likewise. */
    public static Optional<Float> single(String text) {
        if (isSpecial(text)) {
            return Optional.of(Float.parseFloat(text));
        }
        if (!isNumber(text)) {
            return Optional.empty();
        }
        float value = Float.parseFloat(text);
        return Float.isInfinite(value) || (value == 0 && !isZero(text))
                ? Optional.empty()
                : Optional.of(value);
    }

    private static boolean isSpecial(String text) {
        return text.equals("NaN") || text.equals("Infinity") || text.equals("-Infinity");
    }

    /** Digits with at most one point among them, a sign before and an exponent behind. */
    static boolean isNumber(String text) {
        int at = signs(text);
        int digits = 0;
        boolean point = false;
        while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
            if (text.charAt(at) == '.' && point) {
                return false;
            }
            point |= text.charAt(at) == '.';
            digits += isDigit(text.charAt(at)) ? 1 : 0;
            at++;
        }
        return digits > 0 && (at == text.length() || isExponent(text.substring(at)));
    }

    private static boolean isExponent(String text) {
        return (text.charAt(0) == 'e' || text.charAt(0) == 'E')
                && text.length() > 1
                && isDigits(text.substring(1));
    }

    private static boolean isDigits(String text) {
        int first = signs(text);
        return first < text.length() && text.chars().skip(first).allMatch(TextNumbers::isDigit);
    }

    private static boolean isZero(String number) {
        for (int i = 0; i < number.length(); i++) {
            char each = number.charAt(i);
            if (each == 'e' || each == 'E') {
                return true;
            }
            if (each >= '1' && each <= '9') {
                return false;
            }
        }
        return true;
    }

    private static int signs(String text) {
        return isNegative(text) || text.startsWith("+") ? 1 : 0;
    }

    private static boolean isNegative(String text) {
        return text.startsWith("-");
    }

    private static boolean isDigit(int each) {
        return each >= '0' && each <= '9';
    }
}
