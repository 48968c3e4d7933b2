package org.tallystick.jobs.sink.http;

import org.tallystick.text.HalfCharacters;

/** The parts of a line of the line protocol. */
public final class LineText {
    private LineText() {}

    /** A name or a tag's value: what would end it is escaped. */
    public static String bare(String text) {
        var to = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',' || c == '=' || c == ' ') {
                to.append('\\');
            }
            to.append(c);
        }
        return to.toString();
    }

    /**
     * A field's text.
     *
     * @param escaped the characters that take a backslash before them
     */
    public static String quoted(String text, String escaped) {
        var to = new StringBuilder(text.length() + 8).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (escaped.indexOf(c) >= 0) {
                to.append('\\');
            }
            to.append(c);
        }
        return to.append('"').toString();
    }

    /**
     * @throws UnfitCellException where UTF-8 cannot say the text
     */
    public static String whole(String name, String text) throws UnfitCellException {
        if (HalfCharacters.first(text) >= 0) {
            throw new UnfitCellException(name + " has half of a character, which UTF-8 cannot say");
        }
        return text;
    }
}
