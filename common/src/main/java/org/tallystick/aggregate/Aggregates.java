package org.tallystick.aggregate;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The aggregate functions by name.
 *
 * <p>Results do not depend on the order of the events, doubles beyond the ordinary included:
 *
 * <pre>
 *                         -0.0           NaN                      infinities
 *
 * count                   counts         counts                   count
 * sum, avg                as 0.0         make NaN                 make themselves; both signs: NaN
 * variance, stddev        as 0.0         make NaN                 make NaN
 * min, max                below 0.0      above infinity           the outermost numbers
 * first, last             as it came     as it came               as they came
 * count_distinct,
 * approx_count_distinct   same as 0.0    one value                one value each
 * approx_percentile       same as 0.0    above infinity           the outermost numbers
 *
 * a key                   same as 0.0    one key                  one key each
 * </pre>
 *
 * <p>{@code min} and {@code max} order doubles as {@link Double#compare} does. A zero that was
 * computed ({@code sum}, {@code avg}, {@code variance}, {@code stddev}, {@code approx_percentile})
 * and a key are never -0.0. All NaNs are the same one, whatever their bits. A sum of finite numbers
 * beyond the largest double is infinite; their {@code avg} is finite.
 */
public final class Aggregates {
    private static final BigDecimal DEFAULT_ERROR = new BigDecimal("0.01");
    private static final BigDecimal SMALLEST_ERROR = new BigDecimal("0.001");
    private static final BigDecimal LARGEST_ERROR = new BigDecimal("0.5");

    private static final Map<String, String> OF_ONE_EXPRESSION = ofOneExpression();

    private static final Map<String, Signature> SIGNATURES = signatures();

    private Aggregates() {}

    /** The names of all functions, lower case. */
    public static Set<String> names() {
        return SIGNATURES.keySet();
    }

    /**
     * What a function is called with.
     *
     * @throws IllegalArgumentException if there is no such function
     */
    public static Signature signature(String function) {
        Signature signature = SIGNATURES.get(function);
        if (signature == null) {
            throw new IllegalArgumentException(
                    "unknown aggregate '%s', known are %s".formatted(function, names()));
        }
        return signature;
    }

    /**
     * Binds a function to its columns.
     *
     * @param function one of {@link #names}
     * @param argumentTypes the types of its expressions
     * @param argumentColumns where the expressions' results stand in the projected event
     * @param parameters the function's own parameters
     * @throws IllegalArgumentException if it does not take these; one line for the user
     */
    public static Aggregator create(
            String function,
            List<ValueType> argumentTypes,
            List<Integer> argumentColumns,
            List<BigDecimal> parameters) {
        signature(function).check(argumentTypes.size(), parameters.size());
        return argumentTypes.isEmpty()
                ? new Count(OptionalInt.empty())
                : create(function, argumentTypes.get(0), argumentColumns.get(0), parameters);
    }

    private static Aggregator create(
            String function, ValueType type, int column, List<BigDecimal> parameters) {
        return switch (function) {
            case "count" -> new Count(OptionalInt.of(column));
            case "sum" -> new Sum(number(function, type), column);
            case "avg" -> new Average(number(function, type), column);
            case "min" -> extremum(Extremum.MINIMUM, type, column);
            case "max" -> extremum(Extremum.MAXIMUM, type, column);
            case "first" -> byTime(Extremum.MINIMUM, type, column);
            case "last" -> byTime(Extremum.MAXIMUM, type, column);
            case "variance" -> new Variance(false, number(function, type), column);
            case "stddev" -> new Variance(true, number(function, type), column);
            case "count_distinct" -> new DistinctCount(type, column);
            case "approx_count_distinct" -> new ApproximateDistinctCount(type, column);
            case "approx_percentile" -> percentile(number(function, type), column, parameters);
            default -> throw new IllegalArgumentException("unknown aggregate '" + function + "'");
        };
    }

    private static Aggregator extremum(Extremum extremum, ValueType type, int column) {
        return Values.isWord(type)
                ? new WordExtremum(extremum, type, column)
                : new ObjectExtremum(extremum, type, column);
    }

    private static Aggregator byTime(Extremum extremum, ValueType type, int column) {
        return Values.isWord(type)
                ? new WordByTime(extremum, type, column)
                : new ObjectByTime(extremum, type, column);
    }

    private static Aggregator percentile(ValueType type, int column, List<BigDecimal> parameters) {
        BigDecimal p = parameters.get(0);
        if (p.signum() < 0 || p.compareTo(BigDecimal.ONE) > 0) {
            throw new IllegalArgumentException(
                    "approx_percentile's p must be from 0 to 1, got %s; the 95th percentile is 0.95"
                            .formatted(p.toPlainString()));
        }
        BigDecimal error = parameters.size() > 1 ? parameters.get(1) : DEFAULT_ERROR;
        if (error.compareTo(SMALLEST_ERROR) < 0 || error.compareTo(LARGEST_ERROR) > 0) {
            throw new IllegalArgumentException(
                    "approx_percentile's relative error must be from %s to %s, got %s"
                            .formatted(SMALLEST_ERROR, LARGEST_ERROR, error.toPlainString()));
        }
        return new ApproximatePercentile(p, error.doubleValue(), type, column);
    }

    private static ValueType number(String function, ValueType type) {
        return switch (type.kind()) {
            case LONG, DOUBLE, DECIMAL -> type;
            default ->
                    throw new IllegalArgumentException(
                            "%s takes a number (BIGINT, DECIMAL or DOUBLE), got %s"
                                    .formatted(function, type));
        };
    }

    /** What each of them is, in the order in which to tell them. */
    private static Map<String, String> ofOneExpression() {
        var meanings = new LinkedHashMap<String, String>();
        meanings.put("sum", "the exact sum of numbers");
        meanings.put("avg", "the mean of numbers");
        meanings.put("min", "the smallest value");
        meanings.put("max", "the largest value");
        meanings.put("first", "the value of the first event by event time");
        meanings.put("last", "the value of the last event by event time");
        meanings.put("variance", "the sample variance of numbers");
        meanings.put("stddev", "the sample standard deviation of numbers");
        meanings.put("count_distinct", "how many values differ, exactly");
        meanings.put("approx_count_distinct", "how many values differ, within 1.2 % or so");
        return meanings;
    }

    private static Map<String, Signature> signatures() {
        var signatures = new LinkedHashMap<String, Signature>();
        var count = "how many events; of x, how many have a value";
        signatures.put("count", new Signature("count", "count() or count(x)", count, 0, 1, 0, 0));
        OF_ONE_EXPRESSION.forEach(
                (name, meaning) ->
                        signatures.put(
                                name, new Signature(name, name + "(x)", meaning, 1, 1, 0, 0)));
        var percentile = "approx_percentile";
        var usage = percentile + "(x, p) or approx_percentile(x, p, relative error)";
        var meaning = "the value below which a share p of all lies, within 1 % of the value";
        signatures.put(percentile, new Signature(percentile, usage, meaning, 1, 1, 1, 2));
        return Collections.unmodifiableMap(signatures);
    }
}
