package org.tallystick.sql;

import static org.apache.flink.table.api.Expressions.$;
import static org.apache.flink.table.api.Expressions.callSql;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final EventLayout layout;
    private final StreamTableEnvironment tables;
    private final DataStream<RowData> events;

    Planner(EventLayout layout) {
        this.layout = layout;
        var environment = new StreamExecutionEnvironment(new Configuration());
        var settings = EnvironmentSettings.newInstance().inStreamingMode();
        tables =
                StreamTableEnvironment.create(
                        environment, settings.withConfiguration(new Configuration()).build());
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        events = environment.fromData(List.of(), InternalTypeInfo.of(layout.rowType()));
    }

    /** Checks a single expression over the event schema's columns; metadata is out of its sight. */
    ScalarExpression check(String written) throws InvalidExpressionException {
        String sql = isColumn(written) ? "`" + written.strip() + "`" : written.strip();
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
        return new ScalarExpression(sql, normalForm, folded.get());
    }

    /** A column by its bare name needs no backquotes, reserved word or not. */
    private boolean isColumn(String written) {
        return layout.eventType().getFieldNames().contains(written.strip());
    }

    private ResolvedExpression resolve(String sql) throws InvalidExpressionException {
        if (sql.isEmpty()) {
            throw new InvalidExpressionException("the expression is empty", Optional.empty());
        }
        try {
            var parser = ((TableEnvironmentInternal) tables).getParser();
            return parser.parseSqlExpression(sql, layout.eventType(), null);
        } catch (RuntimeException refusal) {
            ForbiddenCalls.check(sql);
            throw new PlannerMessage(sql, new ColumnNames(layout.eventType().getFieldNames()))
                    .of(refusal);
        }
    }

    /** Compiles the fixed columns and behind them the given ones. */
    Projection compile(List<ScalarExpression> expressions) throws InvalidExpressionException {
        try {
            Table projected =
                    tables.fromDataStream(events)
                            .select(columns(expressions).toArray(Expression[]::new));
            var type = projected.getResolvedSchema().toPhysicalRowDataType();
            return new Projection(
                    generatedCode(projected), (RowType) type.getLogicalType().copy(false));
        } catch (RuntimeException refusal) {
            String all = String.join("\n", expressions.stream().map(e -> e.sql()).toList());
            throw new PlannerMessage(all, new ColumnNames(layout.eventType().getFieldNames()))
                    .of(refusal);
        }
    }

    private List<Expression> columns(List<ScalarExpression> expressions) {
        var columns =
                new ArrayList<Expression>(
                        List.of($("_time"), $("_partition_time"), $("_identity")));
        for (var expression : expressions) {
            var type = TypeConversions.fromLogicalToDataType(expression.type().column());
            columns.add(callSql(expression.sql()).cast(type).as("c" + columns.size()));
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
