package org.tallystick.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.utils.TypeConversions;
import org.tallystick.query.HiddenCall;

/**
 * A node of the tree that the planner makes of an expression: immutable, equal to no other.
 *
 * <p>The planner's classes live in a class loader of their own and cannot be named here, so they
 * are called by reflection; only while planning, never for an event.
 */
final class Rex {
    private static final String TYPES = "org.apache.flink.table.planner.calcite.FlinkTypeFactory";
    private static final String EXPRESSION =
            "org.apache.flink.table.planner.expressions.RexNodeExpression";

    private final Object node;

    private Rex(Object node) {
        this.node = node;
    }

    /**
     * The tree of an expression.
     *
     * @param parsed what the planner's parser made of a text
     */
    static Rex of(ResolvedExpression parsed) {
        return new Rex(HiddenCall.of(parsed, "getRexNode"));
    }

    boolean isColumn() {
        return is("RexInputRef");
    }

    boolean isLiteral() {
        return is("RexLiteral");
    }

    boolean isCall() {
        return is("RexCall");
    }

    private boolean is(String name) {
        return node.getClass().getSimpleName().equals(name);
    }

    /** What kind of node it is, as Calcite names them: {@code PLUS}, {@code OTHER_FUNCTION}. */
    String kind() {
        return HiddenCall.of(node, "getKind").toString();
    }

    /** The name of a call's operator or function: {@code +}, {@code ABS}. */
    String operator() {
        return (String) HiddenCall.of(HiddenCall.of(node, "getOperator"), "getName");
    }

    /** What a call is applied to; empty for all else. */
    List<Rex> operands() {
        if (!isCall()) {
            return List.of();
        }
        return ((List<?>) HiddenCall.of(node, "getOperands")).stream().map(Rex::new).toList();
    }

    /** This node and all below. */
    Stream<Rex> all() {
        return Stream.concat(Stream.of(this), operands().stream().flatMap(Rex::all));
    }

    /** Where a column stands in the event. */
    int column() {
        return (int) HiddenCall.of(node, "getIndex");
    }

    LogicalType type() {
        var types = load(TYPES);
        try {
            var type = node.getClass().getClassLoader().loadClass(REL_TYPE);
            return (LogicalType)
                    types.getMethod("toLogicalType", type)
                            .invoke(null, HiddenCall.of(node, "getType"));
        } catch (ReflectiveOperationException e) {
            throw HiddenCall.unknown(e);
        }
    }

    private static final String REL_TYPE = "org.apache.calcite.rel.type.RelDataType";

    /** The value of a literal number; empty for all else. */
    Optional<BigDecimal> number() {
        return isLiteral() && HiddenCall.of(node, "getValue") instanceof BigDecimal number
                ? Optional.of(number)
                : Optional.empty();
    }

    /** The value of a literal text; empty for all else. */
    Optional<String> text() {
        return isLiteral() && HiddenCall.of(node, "getValue3") instanceof String text
                ? Optional.of(text)
                : Optional.empty();
    }

    /** The same call of other operands, whose result has the type of {@code typed}. */
    Rex with(Rex typed, List<Rex> operands) {
        var nodes = new ArrayList<>();
        operands.forEach(operand -> nodes.add(operand.node));
        try {
            var type = node.getClass().getClassLoader().loadClass(REL_TYPE);
            return new Rex(
                    node.getClass()
                            .getMethod("clone", type, List.class)
                            .invoke(node, HiddenCall.of(typed.node, "getType"), nodes));
        } catch (ReflectiveOperationException e) {
            throw HiddenCall.unknown(e);
        }
    }

    /** The tree as an expression that the planner takes in place of a text. */
    ResolvedExpression expression() {
        var type = TypeConversions.fromLogicalToDataType(type());
        try {
            return (ResolvedExpression)
                    load(EXPRESSION)
                            .getConstructors()[0]
                            .newInstance(node, type, toString(), toString());
        } catch (ReflectiveOperationException e) {
            throw HiddenCall.unknown(e);
        }
    }

    /** The tree as text, for messages: the same for equal trees. */
    @Override
    public String toString() {
        return node.toString();
    }

    private Class<?> load(String name) {
        try {
            return node.getClass().getClassLoader().loadClass(name);
        } catch (ClassNotFoundException e) {
            throw HiddenCall.unknown(e);
        }
    }
}
