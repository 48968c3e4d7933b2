package org.tallystick.sql;

import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.functions.SpecializedFunction;
import org.apache.flink.table.functions.UserDefinedFunction;

/**
 * A function that is planned and never called: the planner tells such a function how it would
 * evaluate an expression, and only such a function.
 */
public final class Probe extends ScalarFunction implements SpecializedFunction {
    private final transient ResolvedExpression constant;
    private transient ExpressionEvaluator evaluator;

    /**
     * @param constant an expression without columns
     */
    Probe(ResolvedExpression constant) {
        this.constant = constant;
    }

    @Override
    public UserDefinedFunction specialize(SpecializedContext context) {
        evaluator = context.createEvaluator(constant, constant.getOutputDataType());
        return this;
    }

    /** Its signature is all that is asked for: nothing is ever evaluated with it. */
    public Integer eval() {
        return 0;
    }

    @Override
    public boolean isDeterministic() {
        // Else the planner would call it at once, to have its value.
        return false;
    }

    /** What the expression fails with; empty if it has a value. To be called once planned. */
    Optional<Throwable> failure() {
        var context = new FunctionContext(null, getClass().getClassLoader(), null);
        MethodHandle evaluation = evaluator.open(context);
        try {
            var unused = evaluation.invoke();
            return Optional.empty();
        } catch (Throwable failure) {
            return Optional.of(failure);
        } finally {
            evaluator.close();
        }
    }
}
