package org.tallystick.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.DoubleType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.tallystick.sql.checked.Casts;
import org.tallystick.sql.checked.CheckedFunction;
import org.tallystick.sql.checked.Decimals;
import org.tallystick.sql.checked.Longs;

/**
 * Puts exact arithmetic into the planner's trees, whose own wraps around (integers) or turns into
 * null (decimals) where a result does not fit its type.
 *
 * <p>Arithmetic of integers becomes arithmetic of BIGINT. Where the operands are so small that the
 * result fits for sure, as with INT * INT, it stays the planner's own; else it becomes a call of a
 * function that fails. Wherever a tree asks for the smaller type again, a value that does not fit
 * fails. Arithmetic of FLOAT and DOUBLE stays as it is: IEEE 754 says what it comes to.
 */
final class CheckedArithmetic {
    private static final int LONG_BITS = 63;

    /* Functions whose integer operands are turned into DOUBLE, or into BIGINT, by the planner. */
    private static final Set<String> TAKE_DOUBLES =
            Set.of("POWER", "SQRT", "EXP", "LN", "LOG", "LOG2", "LOG10");
    private static final Set<String> TAKE_LONGS =
            Set.of("TRY_CAST", "TO_TIMESTAMP_LTZ", "FROM_UNIXTIME");

    /* What added to a time of today stays a time that 64 bits of microseconds can hold. */
    private static final long MOST_MILLIS = 1L << 51;
    private static final long MOST_MONTHS = 12L * 70_000;

    private final PlannerTrees trees;

    CheckedArithmetic(PlannerTrees trees) {
        this.trees = trees;
    }

    /**
     * A part of a tree, and how large it can be.
     *
     * @param rex an integer part may be BIGINT where it was of a smaller type
     * @param bits an integer is not less than -2^bits, and less than 2^bits; of no meaning for all
     *     else
     */
    private record Part(Rex rex, int bits) {

        static Part of(Rex rex) {
            return new Part(rex, rex.number().map(Part::bits).orElseGet(() -> width(rex.type())));
        }

        private static int bits(BigDecimal number) {
            return Math.min(LONG_BITS, number.toBigInteger().bitLength());
        }

        boolean isInteger() {
            return rex.type().is(LogicalTypeFamily.INTEGER_NUMERIC);
        }

        boolean isNumber(Predicate<BigDecimal> wanted) {
            return rex.number().filter(wanted).isPresent();
        }
    }

    private static int width(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT -> Byte.SIZE - 1;
            case SMALLINT -> Short.SIZE - 1;
            case INTEGER -> Integer.SIZE - 1;
            default -> LONG_BITS;
        };
    }

    /** The tree with exact arithmetic; an integer may become a BIGINT. */
    Rex check(Rex tree) {
        return part(tree).rex();
    }

    private Part part(Rex node) {
        if (!node.isCall()) {
            return Part.of(node);
        }
        var operands = node.operands().stream().map(this::part).toList();
        if (node.kind().equals("REINTERPRET")) {
            return reinterpreted(node, operands);
        }
        var type = node.type();
        if (type.is(LogicalTypeFamily.INTEGER_NUMERIC)) {
            return integer(node, operands).orElseGet(() -> Part.of(rebuilt(node, operands)));
        }
        if (type.is(LogicalTypeRoot.DECIMAL)) {
            return Part.of(decimal(node, operands).orElseGet(() -> rebuilt(node, operands)));
        }
        return Part.of(rebuilt(node, interval(node, operands)));
    }

    /** A number of months is an INT, although the planner calls it a BIGINT. */
    private Part reinterpreted(Rex node, List<Part> operands) {
        var rex = rebuilt(node, operands);
        boolean months = operands.get(0).rex().type().is(LogicalTypeRoot.INTERVAL_YEAR_MONTH);
        return new Part(rex, months ? Integer.SIZE - 1 : LONG_BITS);
    }

    /** The node itself, its operands checked. */
    private Rex rebuilt(Rex node, List<Part> operands) {
        boolean anyInteger = takesAnyInteger(node);
        boolean anyDouble = TAKE_DOUBLES.contains(node.operator());
        var rebuilt = new ArrayList<Rex>();
        for (int i = 0; i < operands.size(); i++) {
            var part = operands.get(i);
            if (anyDouble && part.isInteger()) {
                rebuilt.add(trees.cast(part.rex(), new DoubleType(part.rex().type().isNullable())));
            } else {
                var before = node.operands().get(i).type();
                rebuilt.add(anyInteger ? part.rex() : narrowed(part, before));
            }
        }
        return trees.with(node, node.type(), rebuilt);
    }

    /** Whether a call means the same for an integer operand of a larger type. */
    private static boolean takesAnyInteger(Rex node) {
        if (TAKE_LONGS.contains(node.operator())) {
            return true;
        }
        return switch (node.kind()) {
            case "EQUALS",
                    "NOT_EQUALS",
                    "LESS_THAN",
                    "LESS_THAN_OR_EQUAL",
                    "GREATER_THAN",
                    "GREATER_THAN_OR_EQUAL",
                    "IS_NULL",
                    "IS_NOT_NULL",
                    "CAST" ->
                    true;
            case "PLUS", "MINUS", "TIMES", "DIVIDE" ->
                    node.type().is(LogicalTypeFamily.APPROXIMATE_NUMERIC);
            default -> false;
        };
    }

    /** A part in the type that it had before. */
    private Rex narrowed(Part part, LogicalType type) {
        return part.isInteger() && !part.rex().type().equals(type)
                ? trees.cast(inRange(part, width(type), false), type)
                : part.rex();
    }

    private Rex inRange(Part part, int bits, boolean orNull) {
        if (part.bits() <= bits) {
            return part.rex();
        }
        long least = -1L << bits;
        return inRange(part.rex(), least, -1 - least, orNull);
    }

    private Rex inRange(Rex value, long least, long most, boolean orNull) {
        return trees.call(
                Casts.InRange.class,
                new BigIntType(orNull || value.type().isNullable()),
                List.of(
                        asLong(value),
                        trees.literal(least),
                        trees.literal(most),
                        trees.literal(orNull)));
    }

    private Rex asLong(Rex value) {
        return trees.cast(value, new BigIntType(value.type().isNullable()));
    }

    private Optional<Part> integer(Rex node, List<Part> operands) {
        if (node.operator().endsWith("CAST")) {
            return Optional.of(castToInteger(node, operands.get(0)));
        }
        int values = firstValue(node);
        if (values >= 0) {
            return choice(node, operands, values);
        }
        return operands.stream().allMatch(Part::isInteger)
                ? arithmetic(node, operands)
                : Optional.empty();
    }

    /** Sums and the like; empty for all other calls. */
    private Optional<Part> arithmetic(Rex node, List<Part> operands) {
        int largest = operands.stream().mapToInt(Part::bits).max().orElse(LONG_BITS);
        int sum = operands.stream().mapToInt(Part::bits).sum();
        return Optional.ofNullable(
                switch (node.kind()) {
                    case "PLUS" -> checked(node, Longs.Add.class, operands, largest + 1);
                    case "MINUS" -> checked(node, Longs.Subtract.class, operands, largest + 1);
                    case "TIMES" -> checked(node, Longs.Multiply.class, operands, sum + 1);
                    case "MINUS_PREFIX" -> checked(node, Longs.Negate.class, operands, largest + 1);
                    case "DIVIDE" -> quotient(node, Longs.Divide.class, operands);
                    case "MOD" -> quotient(node, Longs.Remainder.class, operands);
                    default ->
                            switch (node.operator()) {
                                case "ABS" ->
                                        checked(node, Longs.Absolute.class, operands, largest + 1);
                                case "SIGN" -> checked(node, Longs.Absolute.class, operands, 1);
                                case "CEIL", "FLOOR" -> operands.get(0);
                                case "ROUND" -> rounded(node, operands);
                                default -> null;
                            };
                });
    }

    /**
     * @param bits how large the result can be
     */
    private Part checked(
            Rex node, Class<? extends CheckedFunction> function, List<Part> operands, int bits) {
        var type = new BigIntType(node.type().isNullable());
        var wide = operands.stream().map(operand -> asLong(operand.rex())).toList();
        return bits <= LONG_BITS
                ? new Part(trees.with(node, type, wide), bits)
                : new Part(trees.call(function, type, wide), LONG_BITS);
    }

    /** By a literal but 0 and -1, nothing can go wrong. */
    private Part quotient(
            Rex node, Class<? extends CheckedFunction> function, List<Part> operands) {
        boolean safe =
                operands.get(1)
                        .isNumber(
                                by ->
                                        by.signum() != 0
                                                && by.compareTo(BigDecimal.ONE.negate()) != 0);
        var part = checked(node, function, operands, safe ? 0 : LONG_BITS + 1);
        return new Part(part.rex(), Math.min(LONG_BITS, operands.get(0).bits() + 1));
    }

    private Part rounded(Rex node, List<Part> operands) {
        boolean keepsAll = operands.size() == 1 || operands.get(1).isNumber(by -> by.signum() >= 0);
        if (keepsAll) {
            return operands.get(0);
        }
        var value = asLong(operands.get(0).rex());
        var digits = narrowed(operands.get(1), node.operands().get(1).type());
        var type = new BigIntType(node.type().isNullable());
        return new Part(trees.call(Longs.Round.class, type, List.of(value, digits)), LONG_BITS);
    }

    /** From where on the operands are values, one of which is the result; -1 for other calls. */
    private static int firstValue(Rex node) {
        return switch (node.operator()) {
            case "CASE", "IF" -> 1;
            case "COALESCE", "GREATEST", "LEAST" -> 0;
            default -> -1;
        };
    }

    /** All values become BIGINT if one of them did. */
    private Optional<Part> choice(Rex node, List<Part> operands, int firstValue) {
        boolean isCase = node.operator().equals("CASE");
        var chosen = new ArrayList<Rex>();
        boolean widened = false;
        int bits = 0;
        for (int i = 0; i < operands.size(); i++) {
            var part = operands.get(i);
            boolean last = i == operands.size() - 1;
            if (i < firstValue || (isCase && i % 2 == 0 && !last)) {
                chosen.add(part.rex());
                continue;
            }
            widened |= !part.rex().type().equals(node.operands().get(i).type());
            bits = Math.max(bits, part.bits());
            chosen.add(asLong(part.rex()));
        }
        if (!widened) {
            return Optional.empty();
        }
        var type = new BigIntType(node.type().isNullable());
        return Optional.of(
                new Part(
                        firstValue == 1
                                ? trees.choice(type, chosen)
                                : trees.with(node, type, chosen),
                        bits));
    }

    private Part castToInteger(Rex node, Part value) {
        boolean orNull = node.operator().equals("TRY_CAST");
        var type = node.type();
        var whole = whole(value, orNull);
        return whole.map(
                        part -> {
                            var fitting = inRange(part, width(type), orNull);
                            return new Part(
                                    trees.cast(fitting, type), Math.min(part.bits(), width(type)));
                        })
                .orElseGet(() -> Part.of(rebuilt(node, List.of(value))));
    }

    /** A number as an integer of any size; empty for what is none. */
    private Optional<Part> whole(Part value, boolean orNull) {
        var type = value.rex().type();
        var nullable = new BigIntType(orNull || type.isNullable());
        if (value.isInteger()) {
            return Optional.of(value);
        }
        if (type.is(LogicalTypeRoot.DECIMAL)) {
            var operands = List.of(value.rex(), trees.literal(orNull));
            return Optional.of(
                    new Part(trees.call(Casts.DecimalToLong.class, nullable, operands), LONG_BITS));
        }
        if (type.is(LogicalTypeFamily.APPROXIMATE_NUMERIC)) {
            var twice = trees.cast(value.rex(), new DoubleType(type.isNullable()));
            var operands = List.of(twice, trees.literal(orNull));
            return Optional.of(
                    new Part(trees.call(Casts.DoubleToLong.class, nullable, operands), LONG_BITS));
        }
        return Optional.empty();
    }

    private Optional<Rex> decimal(Rex node, List<Part> operands) {
        if (node.operator().equals("CAST")) {
            return castToDecimal(node, operands.get(0));
        }
        Class<? extends CheckedFunction> function =
                switch (node.kind()) {
                    case "PLUS" -> Decimals.Add.class;
                    case "MINUS" -> Decimals.Subtract.class;
                    case "TIMES" -> Decimals.Multiply.class;
                    case "DIVIDE" -> Decimals.Divide.class;
                    case "MOD" -> Decimals.Remainder.class;
                    default -> null;
                };
        if (function == null) {
            return Optional.empty();
        }
        var exact = new ArrayList<Rex>();
        operands.forEach(operand -> exact.add(asDecimal(operand)));
        return Optional.of(decimalCall(function, node.type(), exact));
    }

    private Rex decimalCall(
            Class<? extends CheckedFunction> function, LogicalType type, List<Rex> operands) {
        var decimal = (DecimalType) type;
        var all = new ArrayList<>(operands);
        all.add(trees.literal(decimal.getPrecision()));
        all.add(trees.literal(decimal.getScale()));
        return trees.call(function, type, all);
    }

    /** With no more digits than needed: up to 18, a decimal is kept as a number of 64 bits. */
    private Rex asDecimal(Part operand) {
        if (!operand.isInteger()) {
            return operand.rex();
        }
        int digits = operand.bits() < Integer.SIZE ? 10 : 19;
        var type = new DecimalType(operand.rex().type().isNullable(), digits, 0);
        return trees.cast(operand.rex(), type);
    }

    /** The planner's own cast, but that it fails where it makes null of a value. */
    private Optional<Rex> castToDecimal(Rex node, Part value) {
        var type = (DecimalType) node.type();
        if (fits(value.rex().type(), type)) {
            return Optional.empty();
        }
        var nullable = (DecimalType) type.copy(true);
        var cast = trees.with(node, nullable, List.of(value.rex()));
        var absent = trees.isNull(value.rex());
        return Optional.of(decimalCall(Decimals.Present.class, nullable, List.of(cast, absent)));
    }

    private static boolean fits(LogicalType from, DecimalType to) {
        int digits = to.getPrecision() - to.getScale();
        return switch (from.getTypeRoot()) {
            case TINYINT -> digits >= 3;
            case SMALLINT -> digits >= 5;
            case INTEGER -> digits >= 10;
            case BIGINT -> digits >= 19;
            case DECIMAL -> {
                var decimal = (DecimalType) from;
                int whole = decimal.getPrecision() - decimal.getScale();
                yield digits > whole || (digits == whole && to.getScale() >= decimal.getScale());
            }
            default -> false;
        };
    }

    /** A number of literal intervals is kept so small that neither it nor its sum wraps. */
    private List<Part> interval(Rex node, List<Part> operands) {
        if (!node.kind().equals("TIMES") || !node.type().is(LogicalTypeFamily.INTERVAL)) {
            return operands;
        }
        boolean months = node.type().is(LogicalTypeRoot.INTERVAL_YEAR_MONTH);
        var bounded = new ArrayList<Part>();
        for (int i = 0; i < operands.size(); i++) {
            var unit = operands.get(operands.size() - 1 - i).rex().number();
            var part = operands.get(i);
            if (part.isInteger() && unit.filter(each -> each.signum() != 0).isPresent()) {
                var type = node.operands().get(i).type();
                long limit = (months ? MOST_MONTHS : MOST_MILLIS) / unit.get().abs().longValue();
                long most = Math.min(limit, (1L << width(type)) - 1);
                var rex = trees.cast(inRange(part.rex(), -most, most, false), type);
                bounded.add(new Part(rex, LONG_BITS));
            } else {
                bounded.add(part);
            }
        }
        return bounded;
    }
}
