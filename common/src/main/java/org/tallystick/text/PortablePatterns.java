package org.tallystick.text;

import static java.util.stream.Collectors.joining;

/** Parts of regular expressions that Java and ECMAScript read alike. */
public final class PortablePatterns {
    /** A blank that {@link String#strip} takes away. ECMAScript's own {@code \s} is another set. */
    public static final String STRIPPED =
            "[\\t-\\r\\x1c-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]";

    /** What {@code \s} is in Java. */
    public static final String BLANK = "[\\t-\\r ]";

    private PortablePatterns() {}

    /** The pattern of a text that is {@code pattern} once it is stripped. */
    public static String stripped(String pattern) {
        return "^" + STRIPPED + "*(?:" + pattern + ")" + STRIPPED + "*$";
    }

    /** A word of ASCII with its letters in any case, which ECMAScript can ask for only of all. */
    public static String inAnyCase(String word) {
        return word.chars().mapToObj(PortablePatterns::inAnyCase).collect(joining());
    }

    private static String inAnyCase(int character) {
        return Character.isLetter(character)
                ? "["
                        + Character.toString(Character.toLowerCase(character))
                        + Character.toString(Character.toUpperCase(character))
                        + "]"
                : Character.toString(character);
    }
}
