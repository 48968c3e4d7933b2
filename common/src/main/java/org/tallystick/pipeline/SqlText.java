package org.tallystick.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** As much of SQL as is needed to tell where an expression ends. */
final class SqlText {

    private SqlText() {}

    /**
     * The parts between commas that stand outside of quotes and brackets, stripped.
     *
     * @throws IllegalArgumentException if a quote or bracket is left open or closed too often
     */
    static List<String> splitAtCommas(String text) {
        var parts = new ArrayList<String>();
        Deque<Character> open = new ArrayDeque<>();
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'' || c == '`') {
                i = closingQuote(text, i);
            } else if (c == ',' && open.isEmpty()) {
                parts.add(text.substring(begin, i).strip());
                begin = i + 1;
            } else {
                nest(open, c);
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalArgumentException("'" + open.peek() + "' is not closed");
        }
        parts.add(text.substring(begin).strip());
        return parts;
    }

    /**
     * A doubled quote reads as one that closes and one that opens again, which comes to the same.
     */
    private static int closingQuote(String text, int opening) {
        int closing = text.indexOf(text.charAt(opening), opening + 1);
        if (closing < 0) {
            throw new IllegalArgumentException(
                    "a quote " + text.charAt(opening) + " is not closed");
        }
        return closing;
    }

    private static void nest(Deque<Character> open, char c) {
        switch (c) {
            case '(', '[' -> open.push(c);
            case ')' -> close(open, '(', c);
            case ']' -> close(open, '[', c);
            default -> {}
        }
    }

    private static void close(Deque<Character> open, char opening, char closing) {
        if (open.isEmpty() || open.pop() != opening) {
            throw new IllegalArgumentException("'" + closing + "' closes nothing");
        }
    }

    /** Checks quotes and brackets only: the rest is the planner's. */
    static String expression(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an expression is missing");
        }
        splitAtCommas(text);
        return text.strip();
    }
}
