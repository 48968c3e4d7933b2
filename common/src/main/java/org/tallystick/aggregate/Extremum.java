package org.tallystick.aggregate;

/**
 * Which of some ordered values an aggregate keeps: {@code min} and {@code first} the minimum,
 * {@code max} and {@code last} the maximum.
 */
enum Extremum {
    MINIMUM,
    MAXIMUM;

    /**
     * Whether a value replaces the one that is kept.
     *
     * @param comparison of the value with the one that is kept, as {@link Comparable#compareTo}
     *     gives it
     */
    boolean replaces(int comparison) {
        return this == MINIMUM ? comparison < 0 : comparison > 0;
    }
}
