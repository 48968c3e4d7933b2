package org.tallystick.pipeline;

import java.util.regex.Pattern;
import org.tallystick.text.PortablePatterns;

/** Reads a part of a metric's key: {@code origin} or {@code route: origin || destination}. */
final class KeyText {
    private static final Pattern NAMED =
            Pattern.compile("\\s*(" + NameRules.COLUMN + ")\\s*:\\s+(.*)", Pattern.DOTALL);

    private KeyText() {}

    /** Which texts {@link #parse} takes. */
    static TextForm form() {
        var named =
                "^%1$s*%2$s%1$s*:%1$s[\\s\\S]*$"
                        .formatted(PortablePatterns.BLANK, NameRules.COLUMN);
        return TextForm.of(
                        "metric-key",
                        PortablePatterns.stripped(NameRules.COLUMN.pattern()) + "|" + named,
                        "a column, or an expression as in 'alias: expression'")
                .alsoOfType("boolean")
                .ofAnyCharacters();
    }

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
