package org.tallystick.sql;

import static org.apache.flink.table.api.Expressions.$;
import static org.apache.flink.table.expressions.ApiExpressionUtils.typeLiteral;
import static org.apache.flink.table.expressions.ApiExpressionUtils.unresolvedCall;
import static org.apache.flink.table.expressions.ApiExpressionUtils.valueLiteral;
import static org.apache.flink.table.functions.BuiltInFunctionDefinitions.AS;
import static org.apache.flink.table.functions.BuiltInFunctionDefinitions.CAST;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.api.internal.TableEnvironmentInternal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.Expression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.runtime.generated.GeneratedClass;
import org.apache.flink.table.runtime.operators.CodeGenOperatorFactory;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.utils.TypeConversions;
import org.tallystick.event.EventLayout;

/**
 * Flink's SQL planner, over the events of one schema.
 *
 * <p>It plans in an environment of its own that is never run and that knows no settings but those
 * made here, so that what an expression means depends neither on the machine nor on the cluster.
 */
final class Planner {
    private final RowType readable;
    private final StreamTableEnvironment tables;
    private final DataStream<RowData> events;
    private final PlannerTrees trees;
    private final CheckedArithmetic arithmetic;
    private final TextComparisons comparisons;
    private final Constants constants;
    private final Map<String, ScalarExpression> checked = new HashMap<>();

    Planner(EventLayout layout) {
        this(layout.eventType(), layout.rowType());
    }

    /**
     * @param readable the columns that expressions may read
     * @param rows all columns of the rows
     */
    Planner(RowType readable, RowType rows) {
        this.readable = readable;
        var environment = new StreamExecutionEnvironment(new Configuration());
        var settings = EnvironmentSettings.newInstance().inStreamingMode();
        tables =
                StreamTableEnvironment.create(
                        environment, settings.withConfiguration(new Configuration()).build());
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        events = environment.fromData(List.of(), InternalTypeInfo.of(rows));
        trees = new PlannerTrees((TableEnvironmentInternal) tables);
        arithmetic = new CheckedArithmetic(trees);
        comparisons = new TextComparisons(trees, readable);
        constants = new Constants(tables, tables.fromDataStream(events));
    }

    /** Checks a single expression over the event schema's columns; metadata is out of its sight. */
    ScalarExpression check(String written) throws InvalidExpressionException {
        var known = checked.get(written);
        if (known == null) {
            known = plan(written.strip());
            checked.put(written, known);
        }
        return known;
    }

    private ScalarExpression plan(String written) throws InvalidExpressionException {
        String sql = isColumn(written) ? "`" + written + "`" : written;
        ResolvedExpression resolved = resolve(sql);
        String normalForm = resolved.asSerializableString();
        ForbiddenCalls.check(normalForm);
        var type = resolved.getOutputDataType().getLogicalType();
        var folded = FoldedType.of(type);
        if (folded.isEmpty()) {
            throw new InvalidExpressionException(
                    "cannot use a value of type " + type.copy(true).asSummaryString(),
                    "an expression may be of these types: " + FoldedType.ACCEPTED);
        }
        var tree = exact(sql, Rex.of(resolved));
        return new ScalarExpression(
                written, normalForm, tree, Fallibility.mayFail(tree), folded.get());
    }

    /** The tree with exact arithmetic, unless there are events for which it cannot have a value. */
    private Rex exact(String sql, Rex tree) throws InvalidExpressionException {
        comparisons.check(sql, tree);
        LiteralPatterns.check(tree);
        var exact = arithmetic.check(tree);
        constants.check(exact);
        return exact;
    }

    /** A column by its bare name needs no backquotes, reserved word or not. */
    private boolean isColumn(String written) {
        return readable.getFieldNames().contains(written.strip());
    }

    private ResolvedExpression resolve(String sql) throws InvalidExpressionException {
        if (sql.isEmpty()) {
            throw new InvalidExpressionException("the expression is empty", Optional.empty());
        }
        try {
            var parser = ((TableEnvironmentInternal) tables).getParser();
            return parser.parseSqlExpression(sql, readable, null);
        } catch (RuntimeException refusal) {
            ForbiddenCalls.check(sql);
            throw new PlannerMessage(sql, new ColumnNames(readable.getFieldNames())).of(refusal);
        }
    }

    /** Compiles the fixed columns and behind them the given ones. */
    Compiled compile(List<ScalarExpression> expressions) throws InvalidExpressionException {
        var columns =
                new ArrayList<Expression>(
                        List.of($("_time"), $("_partition_time"), $("_identity")));
        columns.addAll(columns(expressions));
        return compiled(columns);
    }

    /** Compiles one expression by itself. */
    Compiled compileAlone(ScalarExpression expression) throws InvalidExpressionException {
        return compiled(columns(List.of(expression)));
    }

    /**
     * Compiles a condition: rows pass that meet it. Each has a column more, since the planner makes
     * no operator of a condition that all rows meet.
     */
    Compiled compileCondition(ScalarExpression condition) throws InvalidExpressionException {
        var met = unresolvedCall(AS, valueLiteral(true), valueLiteral("met"));
        var rows = tables.fromDataStream(events);
        return compiled(() -> rows.filter(condition.tree().expression()).select($("*"), met));
    }

    private Compiled compiled(List<Expression> columns) throws InvalidExpressionException {
        var rows = tables.fromDataStream(events);
        return compiled(() -> rows.select(columns.toArray(Expression[]::new)));
    }

    private Compiled compiled(Supplier<Table> select) throws InvalidExpressionException {
        try {
            Table projected = select.get();
            var type = projected.getResolvedSchema().toPhysicalRowDataType();
            return new Compiled(
                    generatedCode(projected), (RowType) type.getLogicalType().copy(false));
        } catch (RuntimeException refusal) {
            throw new PlannerMessage("", new ColumnNames(readable.getFieldNames())).of(refusal);
        }
    }

    private static List<Expression> columns(List<ScalarExpression> expressions) {
        var columns = new ArrayList<Expression>();
        for (var expression : expressions) {
            var type = TypeConversions.fromLogicalToDataType(expression.type().column());
            var value = unresolvedCall(CAST, expression.tree().expression(), typeLiteral(type));
            columns.add(unresolvedCall(AS, value, valueLiteral("c" + columns.size())));
        }
        return columns;
    }

    private GeneratedClass<?> generatedCode(Table projected) {
        List<GeneratedClass<?>> generated = new ArrayList<>();
        for (var step :
                tables.toDataStream(projected).getTransformation().getTransitivePredecessors()) {
            if (step instanceof OneInputTransformation<?, ?> one
                    && one.getOperatorFactory() instanceof CodeGenOperatorFactory<?> factory) {
                generated.add(factory.getGeneratedClass());
            }
        }
        if (generated.size() != 1) {
            throw new IllegalStateException("needs more than one operator: " + generated.size());
        }
        return generated.get(0);
    }
}
