package org.tallystick.sql;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.OneInputStreamOperatorFactory;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.aggregate.ValueType;
import org.tallystick.pipeline.Problem;

/** A condition in Flink's SQL on rows that are no events, compiled by Flink's planner. */
public final class Condition {
    private static final String PLACE = "condition";

    private final Compiled compiled;

    private Condition(Compiled compiled) {
        this.compiled = compiled;
    }

    /**
     * Compiles a condition.
     *
     * @param rows the columns that it may read
     * @param problems is given what is wrong
     * @return empty exactly if there was a problem
     */
    public static Optional<Condition> of(String sql, RowType rows, Consumer<Problem> problems) {
        try {
            var planner = new Planner(rows, rows);
            var expression = planner.check(sql);
            var type = expression.type().value();
            if (!type.equals(ValueType.BOOLEAN)) {
                var what = "a condition is BOOLEAN, this is " + type;
                problems.accept(new Problem(PLACE, what, Optional.of("compare it with something")));
                return Optional.empty();
            }
            return Optional.of(new Condition(planner.compileCondition(expression)));
        } catch (InvalidExpressionException refusal) {
            problems.accept(refusal.at(PLACE));
            return Optional.empty();
        }
    }

    /** What lets those rows pass that meet it: the same columns, and one more behind them. */
    public OneInputStreamOperatorFactory<RowData, RowData> filter() {
        return new CalcFactory(compiled.code());
    }

    /** The type of what passes. */
    public TypeInformation<RowData> type() {
        return InternalTypeInfo.of(compiled.output());
    }
}
