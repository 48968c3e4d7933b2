package org.tallystick.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelled word was meant to be. */
public final class Spelling {
    /** Longer words are not compared: nobody misspells a name of that length, and it costs. */
    private static final int LONGEST = 100;

    private Spelling() {}

    /**
     * The known word that is nearest to {@code word} in insertions, deletions, replacements and
     * swaps of neighbours, ignoring case; empty where even the nearest differs in more than a third
     * of its letters. Among equally near ones the first in alphabetical order.
     */
    public static Optional<String> nearest(String word, Collection<String> known) {
        if (word.isEmpty() || word.length() > LONGEST) {
            return Optional.empty();
        }
        return known.stream()
                .filter(candidate -> distance(word, candidate) <= tolerance(word, candidate))
                .min(
                        Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                                .thenComparing(Comparator.naturalOrder()));
    }

    /**
     * The nearest known word as the end of a message: {@code (did you mean 'min'?)}, or nothing.
     */
    public static String suggestion(String word, Collection<String> known) {
        return nearest(word, known).map(near -> " (did you mean '" + near + "'?)").orElse("");
    }

    private static int tolerance(String word, String candidate) {
        return Math.max(1, Math.max(word.length(), candidate.length()) / 3);
    }

    /** The optimal-string-alignment distance; row i of the table needs only the two before it. */
    private static int distance(String left, String right) {
        var a = left.toLowerCase(Locale.ROOT);
        var b = right.toLowerCase(Locale.ROOT);
        if (Math.abs(a.length() - b.length()) > tolerance(a, b)) {
            return Integer.MAX_VALUE;
        }
        int[][] table = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : cheapest(table, a, b, i, j);
            }
        }
        return table[a.length()][b.length()];
    }

    private static int cheapest(int[][] table, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int change = table[i - 1][j - 1] + (same ? 0 : 1);
        int best = Math.min(change, Math.min(table[i - 1][j], table[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, table[i - 2][j - 2] + 1) : best;
    }
}
