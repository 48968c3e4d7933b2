package org.tallystick.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.MetricLayout;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.AggregateExpression;
import org.tallystick.pipeline.Metric;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.sql.ProjectedColumns.Column;

/** Walks through a pipeline's expressions and goes on after each mistake. */
final class Binder {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");

    private final EventColumns events;
    private final AggregatorFactory aggregators;
    private final Consumer<Problem> problems;
    private final Planner planner;
    private final ProjectedColumns columns = new ProjectedColumns();
    private boolean failed;

    Binder(EventLayout layout, AggregatorFactory aggregators, Consumer<Problem> problems) {
        this.events = new EventColumns(layout.eventType());
        this.aggregators = aggregators;
        this.problems = problems;
        this.planner = new Planner(layout);
    }

    Optional<Binding> bind(Pipeline pipeline) {
        events.check(pipeline.events()).forEach(this::report);
        List<MetricLayout> metrics = new ArrayList<>();
        for (int i = 0; i < pipeline.metrics().size(); i++) {
            metrics.add(metric(pipeline.metrics().get(i), "metrics[" + i + "]"));
        }
        var projection = compile();
        return failed
                ? Optional.empty()
                : projection.map(compiled -> binding(pipeline.name(), metrics, compiled));
    }

    private Binding binding(String pipeline, List<MetricLayout> metrics, Projection compiled) {
        var read =
                events.type().getFieldNames().stream()
                        .filter(columns::read)
                        .collect(Collectors.toSet());
        return new Binding(pipeline, metrics, columns.types(), read, compiled);
    }

    private MetricLayout metric(Metric metric, String at) {
        var filter = metric.filter().flatMap(sql -> filter(sql, at + ".filter"));
        List<KeyColumn> keys = new ArrayList<>();
        for (int i = 0; i < metric.keys().size(); i++) {
            var key = metric.keys().get(i);
            column(key.expression(), at + ".keys[" + i + "]")
                    .map(
                            column ->
                                    new KeyColumn(
                                            key.name(),
                                            column.normalForm(),
                                            column.number(),
                                            column.type()))
                    .ifPresent(keys::add);
        }
        List<NamedAggregator> aggregates = new ArrayList<>();
        for (var aggregate : metric.aggregates()) {
            aggregate(aggregate, at + ".aggregates." + aggregate.name()).ifPresent(aggregates::add);
        }
        return new MetricLayout(
                metric.name(),
                filter.map(Column::normalForm).orElse(""),
                filter.map(Column::number).orElse(-1),
                keys,
                aggregates,
                metric.windows());
    }

    private Optional<Column> filter(String sql, String at) {
        var column = column(sql, at);
        if (column.isPresent() && !column.get().type().equals(ValueType.BOOLEAN)) {
            String message = "a filter is BOOLEAN, this is " + column.get().type();
            report(new Problem(at, message, Optional.of("compare it with something")));
        }
        return column;
    }

    private Optional<NamedAggregator> aggregate(AggregateExpression aggregate, String at) {
        int arguments = argumentCount(aggregate.arguments());
        List<Column> bound =
                aggregate.arguments().subList(0, arguments).stream()
                        .flatMap(sql -> column(sql, at).stream())
                        .toList();
        if (bound.size() < arguments) {
            return Optional.empty();
        }
        try {
            var parameters =
                    parameters(
                            aggregate.arguments().subList(arguments, aggregate.arguments().size()));
            var aggregator =
                    aggregators.create(
                            aggregate.function(),
                            bound.stream().map(Column::type).toList(),
                            bound.stream().map(Column::number).toList(),
                            parameters);
            var definition =
                    new MetricDefinition.Aggregate(
                            aggregate.name(),
                            aggregate.function(),
                            bound.stream().map(Binder::argument).toList(),
                            parameters);
            return Optional.of(new NamedAggregator(definition, aggregator));
        } catch (IllegalArgumentException refusal) {
            report(new Problem(at, refusal.getMessage(), Optional.empty()));
            return Optional.empty();
        }
    }

    private static MetricDefinition.Argument argument(Column column) {
        return new MetricDefinition.Argument(column.normalForm(), column.type());
    }

    /** Numbers at the end are parameters, but not the first argument: {@code sum(1)} counts. */
    private static int argumentCount(List<String> arguments) {
        int count = arguments.size();
        while (count > 1 && NUMBER.matcher(arguments.get(count - 1).strip()).matches()) {
            count--;
        }
        return count;
    }

    private static List<BigDecimal> parameters(List<String> numbers) {
        return numbers.stream().map(number -> new BigDecimal(number.strip())).toList();
    }

    private Optional<Column> column(String sql, String at) {
        try {
            return Optional.of(columns.add(planner.check(sql), at));
        } catch (InvalidExpressionException refusal) {
            report(refusal.at(at));
            return Optional.empty();
        }
    }

    private Optional<Projection> compile() {
        try {
            return Optional.of(planner.compile(columns.expressions()));
        } catch (InvalidExpressionException refusal) {
            // Which one is it? Each by itself, so that every culprit is named where it stands.
            columns.all().forEach(this::compileAlone);
            if (!failed) {
                report(refusal.at("metrics"));
            }
            return Optional.empty();
        }
    }

    private void compileAlone(Column column) {
        try {
            planner.compile(List.of(column.expression()));
        } catch (InvalidExpressionException refusal) {
            report(refusal.at(column.at()));
        }
    }

    private void report(Problem problem) {
        failed = true;
        problems.accept(problem);
    }
}
