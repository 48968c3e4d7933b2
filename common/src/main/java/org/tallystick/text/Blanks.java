package org.tallystick.text;

/** Classes of blanks that regular expressions of Java and of ECMAScript read alike. */
public final class Blanks {
    /** What {@link String#strip} takes away. ECMAScript's own {@code \s} is another set. */
    public static final String STRIPPED =
            "[\\t-\\r\\x1c-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]";

    /** What {@code \s} is in Java. */
    public static final String INNER = "[\\t-\\r ]";

    private Blanks() {}

    /** The pattern of a text that is {@code pattern} once it is stripped. */
    public static String around(String pattern) {
        return "^" + STRIPPED + "*(?:" + pattern + ")" + STRIPPED + "*$";
    }
}
