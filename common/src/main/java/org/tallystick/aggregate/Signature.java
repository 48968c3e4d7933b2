package org.tallystick.aggregate;

/**
 * What an aggregate function is called with: SQL expressions and, behind them, its own parameters,
 * which are numbers.
 *
 * @param function its name
 * @param usage how to write it
 * @param meaning what it comes to, a phrase
 * @param minExpressions the fewest expressions it takes
 * @param maxExpressions the most expressions it takes
 * @param minParameters the fewest parameters it takes
 * @param maxParameters the most parameters it takes
 */
public record Signature(
        String function,
        String usage,
        String meaning,
        int minExpressions,
        int maxExpressions,
        int minParameters,
        int maxParameters) {

    /** A call of it, over a column {@code delay} of numbers. */
    public String example() {
        var expression = minExpressions == 0 ? "" : "delay";
        return function + "(" + expression + (minParameters == 0 ? "" : ", 0.95") + ")";
    }

    /**
     * How many of this many arguments are expressions; the rest are parameters.
     *
     * @throws IllegalArgumentException if the function does not take so many
     */
    public int expressions(int arguments) {
        int expressions = Math.min(arguments, maxExpressions);
        check(expressions, arguments - expressions);
        return expressions;
    }

    /**
     * @throws IllegalArgumentException if the function does not take so many
     */
    void check(int expressions, int parameters) {
        if (expressions < minExpressions
                || expressions > maxExpressions
                || parameters < minParameters
                || parameters > maxParameters) {
            int arguments = expressions + parameters;
            throw new IllegalArgumentException(
                    "%s has %d argument%s, expected %s"
                            .formatted(function, arguments, arguments == 1 ? "" : "s", usage));
        }
    }
}
