package org.tallystick.sql;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * Finds comparisons of a text with something else. The planner takes some of them, by casts that
 * nobody has written and that fail at the first text which is no number.
 */
final class TextComparisons {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=");
    private static final Pattern CAST_OR_QUOTED =
            Pattern.compile(
                    "'(?:[^']|'')*'|`(?:[^`]|``)*`|--[^\\n]*|/\\*(?s:.*?)\\*/|(?i:\\bCAST\\b)");

    private final PlannerTrees trees;
    private final RowType events;

    TextComparisons(PlannerTrees trees, RowType events) {
        this.trees = trees;
        this.events = events;
    }

    /**
     * Refuses the first such comparison.
     *
     * @param tree what the planner made of {@code sql}
     */
    void check(String sql, Rex tree) throws InvalidExpressionException {
        for (var node : withoutWrittenCasts(sql).orElse(tree).all().toList()) {
            if (node.isCall() && COMPARISONS.contains(node.operator())) {
                check(node.operands().get(0), node.operands().get(1));
                check(node.operands().get(1), node.operands().get(0));
            }
        }
    }

    /**
     * The tree in which every CAST is one that the planner has added: those that were written are
     * TRY_CASTs there. It is looked at only.
     */
    private Optional<Rex> withoutWrittenCasts(String sql) {
        var probe =
                CAST_OR_QUOTED
                        .matcher(sql)
                        .replaceAll(
                                found ->
                                        found.group().equalsIgnoreCase("CAST")
                                                ? "TRY_CAST"
                                                : Matcher.quoteReplacement(found.group()));
        try {
            return Optional.of(trees.parse(probe, events));
        } catch (RuntimeException refusal) {
            // A text that cannot be read both ways is judged as it stands.
            return Optional.empty();
        }
    }

    private void check(Rex operand, Rex other) throws InvalidExpressionException {
        boolean added = operand.isCall() && operand.operator().equals("CAST");
        var text = added ? operand.operands().get(0) : operand;
        var wanted = added ? operand.type() : other.type();
        if (!isText(text.type()) || isText(wanted)) {
            return;
        }
        boolean time = wanted.is(LogicalTypeFamily.DATETIME);
        if (time && text.text().isPresent()) {
            return;
        }
        throw new InvalidExpressionException(
                name(text) + " is a text, compared with a " + kind(wanted), hint(text, wanted));
    }

    private static boolean isText(LogicalType type) {
        return type.is(LogicalTypeFamily.CHARACTER_STRING);
    }

    private String name(Rex text) {
        if (text.isColumn()) {
            return "'" + events.getFieldNames().get(text.column()) + "'";
        }
        return text.text().map(literal -> "'" + literal + "'").orElse("this");
    }

    private static String kind(LogicalType wanted) {
        return wanted.is(LogicalTypeFamily.NUMERIC)
                ? "number"
                : wanted.copy(true).asSummaryString();
    }

    private String hint(Rex text, LogicalType wanted) {
        if (text.text().isPresent()) {
            return "write " + text.text().get() + " without quotes";
        }
        String column = text.isColumn() ? events.getFieldNames().get(text.column()) : "the text";
        String cast = "CAST(" + column + " AS " + wanted.copy(true).asSummaryString() + ")";
        return "write " + cast + ", or TRY_" + cast + " for null where it is none";
    }
}
