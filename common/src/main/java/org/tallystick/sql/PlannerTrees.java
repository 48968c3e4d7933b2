package org.tallystick.sql;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.BooleanType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.sql.checked.CheckedFunction;

/**
 * Makes nodes of the planner's trees: each is cut out of what the planner's parser makes of a
 * sample text, so that nothing of the planner has to be constructed here.
 */
final class PlannerTrees {
    private final TableEnvironmentInternal tables;
    private final Map<Object, Rex> samples = new HashMap<>();

    PlannerTrees(TableEnvironmentInternal tables) {
        this.tables = tables;
    }

    /** The tree of an expression over the columns of {@code row}. */
    Rex parse(String sql, RowType row) {
        return Rex.of(tables.getParser().parseSqlExpression(sql, row, null));
    }

    /** Any node of this type. */
    private Rex typed(LogicalType type) {
        return samples.computeIfAbsent(type, any -> parse("x", row(Map.of("x", type))));
    }

    private static RowType row(Map<String, LogicalType> columns) {
        return RowType.of(
                columns.values().toArray(LogicalType[]::new),
                columns.keySet().toArray(String[]::new));
    }

    /** The same call of other operands, with a result of another type. */
    Rex with(Rex call, LogicalType type, List<Rex> operands) {
        return call.with(typed(type), operands);
    }

    Rex cast(Rex value, LogicalType type) {
        return value.type().equals(type)
                ? value
                : with(sample("CAST(i AS DOUBLE)"), type, List.of(value));
    }

    Rex choice(LogicalType type, List<Rex> operands) {
        return with(sample("CASE WHEN b THEN i ELSE n END"), type, operands);
    }

    Rex isNull(Rex value) {
        return with(sample("n IS NULL"), new BooleanType(false), List.of(value));
    }

    Rex literal(boolean value) {
        return sample(value ? "TRUE" : "FALSE");
    }

    Rex literal(int value) {
        return sample(Integer.toString(value));
    }

    /** A literal BIGINT. */
    Rex literal(long value) {
        return cast(sample(Long.toString(value)), new BigIntType(false));
    }

    private Rex sample(String sql) {
        return samples.computeIfAbsent(
                sql,
                any -> {
                    var columns = new LinkedHashMap<String, LogicalType>();
                    columns.put("b", new BooleanType());
                    columns.put("i", new IntType());
                    columns.put("n", new BigIntType());
                    return parse(sql, row(columns));
                });
    }

    /**
     * A call of one of the functions in {@link org.tallystick.sql.checked}.
     *
     * @param type of the result
     */
    Rex call(Class<? extends CheckedFunction> function, LogicalType type, List<Rex> operands) {
        var sample = samples.computeIfAbsent(function, any -> sampleCall(function));
        return with(sample, type, operands);
    }

    /** The function has a name only while this one text is parsed: no pipeline can call it. */
    private Rex sampleCall(Class<? extends CheckedFunction> function) {
        String name = "tallystick_" + function.getSimpleName();
        tables.createTemporarySystemFunction(name, function);
        try {
            return parse(name + "(n)", row(Map.of("n", new BigIntType())));
        } finally {
            tables.dropTemporarySystemFunction(name);
        }
    }
}
