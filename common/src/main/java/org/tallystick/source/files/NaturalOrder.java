package org.tallystick.source.files;

import java.util.Comparator;

/**
 * The order in which people name files: numbers in names go by their value, so that {@code part-2}
 * is before {@code part-10}; a folder goes with its own name before the names in it.
 */
enum NaturalOrder implements Comparator<String> {
    OF_NAMES;

    @Override
    public int compare(String left, String right) {
        int i = 0;
        int j = 0;
        while (i < left.length() && j < right.length()) {
            int leftEnd = endOfNumber(left, i);
            int rightEnd = endOfNumber(right, j);
            int order =
                    leftEnd > i && rightEnd > j
                            ? compareNumbers(
                                    left.substring(i, leftEnd), right.substring(j, rightEnd))
                            : rank(left.charAt(i)) - rank(right.charAt(j));
            if (order != 0) {
                return order;
            }
            i = Math.max(i + 1, leftEnd);
            j = Math.max(j + 1, rightEnd);
        }
        int rest = Integer.compare(left.length() - i, right.length() - j);
        return rest != 0 ? rest : left.compareTo(right);
    }

    private static int endOfNumber(String name, int from) {
        int end = from;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    private static int compareNumbers(String left, String right) {
        var first = withoutZeros(left);
        var second = withoutZeros(right);
        return first.length() != second.length()
                ? first.length() - second.length()
                : first.compareTo(second);
    }

    private static String withoutZeros(String number) {
        int first = 0;
        while (first < number.length() - 1 && number.charAt(first) == '0') {
            first++;
        }
        return number.substring(first);
    }

    /** What separates folders is before all else. */
    private static int rank(char character) {
        return character == '/' ? -1 : character;
    }
}
