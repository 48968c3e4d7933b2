package org.tallystick.sql;

import static org.apache.flink.table.api.Expressions.call;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;

/** Evaluates, while planning, those parts of expressions that are the same for every event. */
final class Constants {
    private final StreamTableEnvironment tables;
    private final Table any;

    /**
     * @param any a table, whichever: the planner evaluates nothing without one
     */
    Constants(StreamTableEnvironment tables, Table any) {
        this.tables = tables;
        this.any = any;
    }

    /**
     * Refuses a constant part that has no value.
     *
     * @param tree with checked arithmetic
     */
    void check(Rex tree) throws InvalidExpressionException {
        for (var part : parts(tree)) {
            if (Fallibility.mayFail(part)) {
                evaluate(part);
            }
        }
    }

    private static List<Rex> parts(Rex tree) {
        if (tree.all().allMatch(node -> node.isCall() || node.isLiteral())) {
            return List.of(tree);
        }
        var parts = new ArrayList<Rex>();
        tree.operands().forEach(operand -> parts.addAll(parts(operand)));
        return parts;
    }

    private void evaluate(Rex constant) throws InvalidExpressionException {
        var probe = new Probe(constant.expression());
        tables.toDataStream(any.select(call(probe)));
        var failure = probe.failure();
        if (failure.isPresent()) {
            throw new InvalidExpressionException(
                    "fails whatever the event is: " + Reason.of(failure.get()),
                    "a constant part of it has no value");
        }
    }
}
