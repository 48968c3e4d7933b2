package org.tallystick.pipeline;

import java.util.regex.Pattern;

/** Reads a part of a metric's key: {@code origin} or {@code route: origin || destination}. */
final class KeyText {
    private static final Pattern NAMED =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*:\\s+(.*)", Pattern.DOTALL);

    private KeyText() {}

    /**
     * The key in a text. A column alone is put into backticks: its name may be a word of SQL.
     *
     * @throws IllegalArgumentException in one line that says what is wrong
     */
    static KeyExpression parse(String text) {
        var column = text.strip();
        if (NameRules.isColumn(column)) {
            return new KeyExpression(column, "`" + column + "`");
        }
        var named = NAMED.matcher(text);
        if (!named.matches()) {
            throw new IllegalArgumentException(
                    "'" + column + "' is no column, name an expression as in 'alias: expression'");
        }
        return of(named.group(1), named.group(2));
    }

    static KeyExpression of(String name, String expression) {
        return new KeyExpression(name, SqlText.expression(expression));
    }
}
