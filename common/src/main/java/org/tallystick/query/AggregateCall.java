package org.tallystick.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call of an aggregate function.
 *
 * @param call without FILTER
 * @param condition of its FILTER
 */
record AggregateCall(Syntax call, Optional<Syntax> condition) {

    /** Whether a node is one, with FILTER or without. */
    static boolean is(Syntax node) {
        return node.is("FILTER") || isFunction(node);
    }

    /** Whether a node calls an aggregate function of SQL or of this project. */
    static boolean isFunction(Syntax node) {
        return SqlAggregates.isKnown(node.function());
    }

    static AggregateCall of(Syntax node) {
        var parts = node.children();
        return node.is("FILTER")
                ? new AggregateCall(parts.get(0), Optional.of(parts.get(1)))
                : new AggregateCall(node, Optional.empty());
    }

    /**
     * As a pipeline file has it. A condition becomes part of the argument: null where it is not
     * true, which every aggregate passes over.
     */
    String text(NodeTexts texts, ArgumentTypes types) throws RefusedException {
        var function = function();
        var operands = operands();
        for (var operand : operands) {
            Forbidden.checkOneEvent(operand);
        }
        var arguments = new ArrayList<String>();
        for (var operand : operands) {
            arguments.add(texts.of(operand));
        }
        if (SqlAggregates.hasTypeOfArgument(function) && arguments.size() == 1) {
            types.checkDouble(call, arguments.get(0));
        }
        if (condition.isPresent()) {
            Forbidden.checkOneEvent(condition.get());
            filter(arguments, texts.of(condition.get()));
        }
        return function + "(" + String.join(", ", arguments) + ")";
    }

    private String function() throws RefusedException {
        var name = call.function();
        var function = SqlAggregates.here(name);
        if (function.isEmpty()) {
            throw new RefusedException(
                    call, "%s cannot be had: %s".formatted(name, SqlAggregates.instead(name)));
        }
        if (!call.quantifier().filter("DISTINCT"::equals).isPresent()) {
            return function.get();
        }
        if (!name.equals("COUNT") || call.children().size() != 1) {
            throw new RefusedException(call, "DISTINCT is for COUNT of one expression alone");
        }
        return "count_distinct";
    }

    /** Those that were written: the parser gives FIRST and LAST another. None for {@code *}. */
    private List<Syntax> operands() throws RefusedException {
        var written =
                call.children().stream()
                        .filter(operand -> operand.place().line() > 0)
                        .filter(operand -> !operand.isStar())
                        .toList();
        if (written.size() > 1 && SqlAggregates.isInSql(call.function())) {
            throw new RefusedException(call, call.function() + " is of one expression here");
        }
        return written;
    }

    private static void filter(List<String> arguments, String condition) {
        var value = arguments.isEmpty() ? "1" : arguments.remove(0);
        arguments.add(0, "CASE WHEN %s THEN %s END".formatted(condition, value));
    }
}
