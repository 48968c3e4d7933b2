package org.tallystick.text;

/**
 * Halves of a pair of surrogates: Java's texts may have one by itself, which no UTF-8 can hold, so
 * that it would become a question mark.
 */
public final class HalfCharacters {
    private HalfCharacters() {}

    /** Where the first is in a text; -1 where there is none. */
    public static int first(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean isPair =
                        i + 1 < text.length()
                                && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!isPair) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }
}
