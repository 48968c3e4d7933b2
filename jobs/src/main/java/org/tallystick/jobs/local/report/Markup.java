package org.tallystick.jobs.local.report;

import java.util.Locale;

/** Elements of a page, well-formed as XML. */
final class Markup {
    private Markup() {}

    /** An element with markup in it. */
    static String element(String tag, String content) {
        return element(tag, "", content);
    }

    /**
     * The same with attributes.
     *
     * @param attributes as they stand in the tag
     */
    static String element(String tag, String attributes, String content) {
        var begin = attributes.isEmpty() ? tag : tag + " " + attributes;
        return "<" + begin + ">" + content + "</" + tag + ">\n";
    }

    /** An element with a text in it. */
    static String text(String tag, String text) {
        return element(tag, escaped(text));
    }

    /** A number as people read it. */
    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A text that may stand in an element, or in an attribute between double quotes. */
    static String escaped(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        sign -> {
                            switch (sign) {
                                case '&' -> safe.append("&amp;");
                                case '<' -> safe.append("&lt;");
                                case '>' -> safe.append("&gt;");
                                case '"' -> safe.append("&quot;");
                                default ->
                                        safe.appendCodePoint(isAllowed(sign) ? sign : REPLACEMENT);
                            }
                        });
        return safe.toString();
    }

    private static final int REPLACEMENT = 0xFFFD;

    /** Most control characters may not stand in XML, not even as references. */
    private static boolean isAllowed(int sign) {
        return sign == '\t'
                || sign == '\n'
                || sign == '\r'
                || (sign >= 0x20 && sign <= 0xD7FF)
                || (sign >= 0xE000 && sign <= 0xFFFD)
                || sign >= 0x10000;
    }
}
