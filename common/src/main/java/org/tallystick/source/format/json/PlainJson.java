package org.tallystick.source.format.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tallystick.source.format.ShortDecimal;
import org.tallystick.source.format.TextNumbers;

/**
 * A cursor over one JSON record (RFC 8259) that is written plainly, as programs write them: texts
 * without escapes, numbers of ordinary length.
 *
 * <p>It reads the bytes where they lie, each about once, and knows what it looks for: the parser,
 * which has to be ready for everything and goes through characters, takes twice as long. What is
 * not plain, and all that is wrong, ends in a {@link NotPlainException}: then the parser reads the
 * record from its start, so that there is one place that judges and explains. What is read here is
 * what the parser would have read ({@code PlainJsonTest}).
 */
final class PlainJson {
    /**
     * An integer of so many digits fits into 64 bits; it is a long if it does not look negative.
     */
    private static final int LONG_DIGITS = 19;

    /** The bytes that stand for themselves in a text and are a character each. */
    private static final boolean[] PLAIN = new boolean[256];

    private static final int MOST_NUMBER_BYTES = 100;
    private static final int MOST_NAME_BYTES = 1000;
    private static final int MOST_TEXT_BYTES = 1 << 20;
    private static final int MOST_NESTING = 100;

    static {
        Arrays.fill(PLAIN, ' ', 0x80, true);
        PLAIN['"'] = false;
        PLAIN['\\'] = false;
    }

    private byte[] bytes = {};
    private int at;

    /** Moves to the start of a record. */
    void open(byte[] record) {
        bytes = record;
        at = 0;
        skipSpace();
    }

    /** Nothing but space may follow. */
    void close() throws NotPlainException {
        skipSpace();
        check(at == bytes.length);
    }

    /** Enters an object; returns whether it has members. */
    boolean enter() throws NotPlainException {
        return enter('{', '}');
    }

    /** Goes on to the next member, or leaves the object, after a value. */
    boolean next() throws NotPlainException {
        return next('}');
    }

    /** Enters an array; returns whether it has elements. */
    boolean enterArray() throws NotPlainException {
        return enter('[', ']');
    }

    /** Goes on to the next element, or leaves the array, after a value. */
    boolean nextElement() throws NotPlainException {
        return next(']');
    }

    private boolean enter(char open, char close) throws NotPlainException {
        check(is(open));
        at++;
        skipSpace();
        if (is(close)) {
            at++;
            return false;
        }
        return true;
    }

    private boolean next(char close) throws NotPlainException {
        skipSpace();
        check(at < bytes.length);
        byte mark = bytes[at++];
        if (mark == ',') {
            skipSpace();
            return true;
        }
        check(mark == close);
        return false;
    }

    /**
     * Goes on to the value of a member if that is its name.
     *
     * @param quoted the name in quotes and a colon
     */
    boolean skipName(byte[] quoted) {
        if (bytes.length - at < quoted.length) {
            return false;
        }
        for (int i = 0; i < quoted.length; i++) { // names are short: this beats Arrays.equals
            if (bytes[at + i] != quoted[i]) {
                return false;
            }
        }
        at += quoted.length;
        skipSpace();
        return true;
    }

    /** Goes on to the value of a member whatever its name, and returns that. */
    String name() throws NotPlainException {
        int start = at + 1;
        int end = skipName();
        return new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    /** Goes on to the value of a member and returns where the closing quote of its name is. */
    private int skipName() throws NotPlainException {
        int start = at;
        int end = skipText();
        check(end - start <= MOST_NAME_BYTES);
        skipSpace();
        check(is(':'));
        at++;
        skipSpace();
        return end;
    }

    boolean isText() {
        return is('"');
    }

    /** Goes past a text and returns where its closing quote is. */
    int skipText() throws NotPlainException {
        check(is('"'));
        int start = at + 1;
        int end = endOfPlain(start);
        if (end < bytes.length && bytes[end] < 0) {
            end = endOfUtf8(start);
        }
        check(end < bytes.length && bytes[end] == '"' && end - start <= MOST_TEXT_BYTES);
        at = end + 1;
        return end;
    }

    /** Where characters that stand for themselves and take one byte end. */
    private int endOfPlain(int start) {
        int end = start;
        while (end < bytes.length && PLAIN[bytes[end] & 0xff]) {
            end++;
        }
        return end;
    }

    /** Where characters that stand for themselves end. */
    private int endOfUtf8(int start) throws NotPlainException {
        int end = start;
        while (end < bytes.length && (bytes[end] < 0 || PLAIN[bytes[end] & 0xff])) {
            end++;
        }
        // What is not UTF-8 becomes such characters; the rare text that has one is no loss.
        var text = new String(bytes, start, end - start, StandardCharsets.UTF_8);
        check(text.indexOf('\uFFFD') < 0);
        return end;
    }

    /** Reads a text, in UTF-8. */
    byte[] text() throws NotPlainException {
        int start = at + 1;
        return Arrays.copyOfRange(bytes, start, skipText());
    }

    /** Reads {@code null}, if that is the value. */
    boolean skipNull() throws NotPlainException {
        if (!is('n')) {
            return false;
        }
        skipWord("null");
        return true;
    }

    boolean bool() throws NotPlainException {
        if (is('t')) {
            skipWord("true");
            return true;
        }
        skipWord("false");
        return false;
    }

    /** Reads an integer, but not the least of all longs. */
    long whole() throws NotPlainException {
        boolean negative = skipMinus();
        int start = at;
        long value = digits(0);
        check(isLong(start, value) && !isFraction());
        return negative ? -value : value;
    }

    /** Reads a number as the nearest double. */
    double binary() throws NotPlainException {
        int start = at;
        boolean negative = skipMinus();
        int first = at;
        long value = digits(0);
        int digits = at - first;
        check(isInteger(first, at));
        if (!isFraction()) {
            check(isLong(first, value));
            return negative ? -value : value; // the integer, which has no -0.0
        }
        int decimals = 0;
        if (is('.')) {
            int point = ++at;
            value = digits(value);
            decimals = at - point;
            check(decimals > 0);
        }
        if (digits + decimals < LONG_DIGITS && ShortDecimal.is(value, decimals) && !isFraction()) {
            double shortOne = ShortDecimal.value(value, decimals);
            return negative ? -shortOne : shortOne;
        }
        at = start;
        return nearest(number());
    }

    private static double nearest(String number) throws NotPlainException {
        var value = TextNumbers.binary(number);
        check(value.isPresent());
        return value.get();
    }

    /** Reads a number as it is written. */
    String number() throws NotPlainException {
        int start = at;
        skipNumber();
        return new String(bytes, start, at - start, StandardCharsets.ISO_8859_1);
    }

    /** Goes past any value. */
    void skip() throws NotPlainException {
        skip(0);
    }

    private void skip(int depth) throws NotPlainException {
        check(at < bytes.length && depth < MOST_NESTING);
        switch (bytes[at]) {
            case '"' -> skipText();
            case 't' -> skipWord("true");
            case 'f' -> skipWord("false");
            case 'n' -> skipWord("null");
            case '{' -> skipObject(depth);
            case '[' -> skipArray(depth);
            default -> skipNumber();
        }
    }

    private void skipObject(int depth) throws NotPlainException {
        for (boolean more = enter(); more; more = next()) {
            skipName();
            skip(depth + 1);
        }
    }

    private void skipArray(int depth) throws NotPlainException {
        for (boolean more = enterArray(); more; more = nextElement()) {
            skip(depth + 1);
        }
    }

    private void skipNumber() throws NotPlainException {
        int first = at;
        skipMinus();
        int start = at;
        digits(0);
        check(isInteger(start, at));
        if (is('.')) {
            at++;
            skipDigits();
        }
        if (is('e') || is('E')) {
            at++;
            if (is('+') || is('-')) {
                at++;
            }
            skipDigits();
        }
        check(at - first <= MOST_NUMBER_BYTES);
    }

    private void skipDigits() throws NotPlainException {
        int start = at;
        digits(0);
        check(at > start);
    }

    private boolean skipMinus() {
        boolean negative = is('-');
        if (negative) {
            at++;
        }
        return negative;
    }

    /** Appends digits to a value, which overflows where they are too many. */
    private long digits(long value) {
        long longer = value;
        int end = at;
        int digit;
        while (end < bytes.length && (digit = bytes[end] - '0') >= 0 && digit <= 9) {
            longer = longer * 10 + digit;
            end++;
        }
        at = end;
        return longer;
    }

    /** At least one digit, and no zero before others. */
    private boolean isInteger(int start, int end) {
        return end - start == 1 || (end - start > 1 && bytes[start] != '0');
    }

    /** Whether the digits from {@code start} to here came to a value that did not overflow. */
    private boolean isLong(int start, long value) {
        return isInteger(start, at) && at - start <= LONG_DIGITS && value >= 0;
    }

    private boolean isFraction() {
        return is('.') || is('e') || is('E');
    }

    private void skipWord(String word) throws NotPlainException {
        check(bytes.length - at >= word.length());
        for (int i = 0; i < word.length(); i++) {
            check(bytes[at + i] == word.charAt(i));
        }
        at += word.length();
    }

    private void skipSpace() {
        while (at < bytes.length && isSpace(bytes[at])) {
            at++;
        }
    }

    private static boolean isSpace(byte each) {
        return each == ' ' || each == '\n' || each == '\r' || each == '\t';
    }

    private boolean is(char wanted) {
        return at < bytes.length && bytes[at] == wanted;
    }

    private static void check(boolean isPlain) throws NotPlainException {
        if (!isPlain) {
            throw new NotPlainException();
        }
    }
}
