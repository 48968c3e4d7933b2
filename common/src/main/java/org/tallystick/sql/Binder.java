package org.tallystick.sql;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.event.EventLayout;
import org.tallystick.pipeline.AggregateExpression;
import org.tallystick.pipeline.Metric;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.Problem;
import org.tallystick.sql.MetricExpressions.Use;
import org.tallystick.sql.ProjectedColumns.Column;

/** Walks through a pipeline's expressions and goes on after each mistake. */
final class Binder {
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d+)?");

    /** The filter of a metric that has none. */
    private static final String ALWAYS = "TRUE";

    private final EventLayout layout;
    private final EventColumns events;
    private final AggregatorFactory aggregators;
    private final Consumer<Problem> problems;
    private final Planner planner;
    private final ProjectedColumns columns = new ProjectedColumns();
    private final List<MetricExpressions> fallible = new ArrayList<>();
    private boolean failed;

    Binder(EventLayout layout, AggregatorFactory aggregators, Consumer<Problem> problems) {
        this.layout = layout;
        this.events = new EventColumns(layout.eventType());
        this.aggregators = aggregators;
        this.problems = problems;
        this.planner = new Planner(layout);
    }

    /**
     * @param compiled whether expressions are compiled, or only checked
     */
    Optional<Binding> bind(Pipeline pipeline, boolean compiled) {
        events.check(pipeline.events()).forEach(this::report);
        List<BoundMetric> metrics = new ArrayList<>();
        for (int i = 0; i < pipeline.metrics().size(); i++) {
            metrics.add(metric(pipeline.metrics().get(i), "metrics[" + i + "]"));
        }
        var projection = compiled ? compile() : Optional.<Projection>empty();
        return failed
                ? Optional.empty()
                : Optional.of(binding(pipeline.name(), metrics, projection));
    }

    private Binding binding(
            String pipeline, List<BoundMetric> metrics, Optional<Projection> projection) {
        var read =
                events.type().getFieldNames().stream()
                        .filter(columns::read)
                        .collect(Collectors.toSet());
        return new Binding(pipeline, metrics, columns.types(), read, projection);
    }

    private BoundMetric metric(Metric metric, String at) {
        var uses = new ArrayList<Use>();
        boolean mayFail = mayFail(metric);
        var written = metric.filter().flatMap(sql -> filter(sql, at + ".filter", mayFail));
        List<KeyColumn> keys = new ArrayList<>();
        for (int i = 0; i < metric.keys().size(); i++) {
            var key = metric.keys().get(i);
            column(key.expression(), at + ".keys[" + i + "]", "key " + key.name(), uses)
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
            aggregate(aggregate, at + ".aggregates." + aggregate.name(), uses)
                    .ifPresent(aggregates::add);
        }
        var filter = written;
        if (mayFail) {
            filter = filter.or(() -> expression(ALWAYS, at).map(it -> columns.addOwn(it, at)));
            filter.map(column -> fallible(metric, column, uses)).ifPresent(fallible::add);
        }
        return new BoundMetric(
                metric.name(),
                written.map(Column::normalForm).orElse(""),
                filter.map(Column::number).orElse(-1),
                keys,
                aggregates,
                metric.windows());
    }

    private static MetricExpressions fallible(Metric metric, Column filter, List<Use> uses) {
        return new MetricExpressions(
                metric.name(),
                metric.failsJob(),
                filter.number(),
                metric.filter().orElse(ALWAYS),
                uses);
    }

    /**
     * The filter of a metric that may fail on an event is a column of its own, even if it is only
     * {@code TRUE}: by it, the event is put out of the metric's sight.
     */
    private Optional<Column> filter(String sql, String at, boolean own) {
        var column =
                expression(sql, at).map(it -> own ? columns.addOwn(it, at) : columns.add(it, at));
        if (column.isPresent() && !column.get().type().equals(ValueType.BOOLEAN)) {
            String message = "a filter is BOOLEAN, this is " + column.get().type();
            report(new Problem(at, message, Optional.of("compare it with something")));
        }
        return column;
    }

    /** Whether any of a metric's expressions may; mistakes in them are told elsewhere. */
    private boolean mayFail(Metric metric) {
        var all = new ArrayList<String>();
        metric.filter().ifPresent(all::add);
        metric.keys().forEach(key -> all.add(key.expression()));
        metric.aggregates()
                .forEach(
                        aggregate ->
                                all.addAll(
                                        aggregate
                                                .arguments()
                                                .subList(0, argumentCount(aggregate.arguments()))));
        return all.stream().anyMatch(this::mayFail);
    }

    private boolean mayFail(String sql) {
        try {
            return planner.check(sql).mayFail();
        } catch (InvalidExpressionException refusal) {
            return false;
        }
    }

    private Optional<NamedAggregator> aggregate(
            AggregateExpression aggregate, String at, List<Use> uses) {
        String what = "aggregate " + aggregate.name();
        int arguments = argumentCount(aggregate.arguments());
        List<Column> bound =
                aggregate.arguments().subList(0, arguments).stream()
                        .flatMap(sql -> column(sql, at, what, uses).stream())
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

    private Optional<Column> column(String sql, String at, String what, List<Use> uses) {
        var column = expression(sql, at).map(it -> columns.add(it, at));
        column.ifPresent(it -> uses.add(new Use(what, sql, it.number())));
        return column;
    }

    private Optional<ScalarExpression> expression(String sql, String at) {
        try {
            return Optional.of(planner.check(sql));
        } catch (InvalidExpressionException refusal) {
            report(refusal.at(at));
            return Optional.empty();
        }
    }

    private Optional<Projection> compile() {
        try {
            var all = planner.compile(columns.expressions());
            return Optional.of(
                    new Projection(
                            all, fallible.isEmpty() ? Optional.empty() : Optional.of(fallback())));
        } catch (InvalidExpressionException refusal) {
            // Which one is it? Each by itself, so that every culprit is named where it stands.
            columns.all().forEach(this::compileAlone);
            if (!failed) {
                report(refusal.at("metrics"));
            }
            return Optional.empty();
        }
    }

    private Fallback fallback() throws InvalidExpressionException {
        var total = new ArrayList<ScalarExpression>();
        var numbers = new ArrayList<Integer>();
        for (int i = 0; i < Columns.FIRST; i++) {
            numbers.add(i);
        }
        var alone = new HashMap<Integer, Compiled>();
        for (var column : columns.all()) {
            if (column.expression().mayFail()) {
                alone.put(column.number(), planner.compileAlone(column.expression()));
            } else {
                total.add(column.expression());
                numbers.add(column.number());
            }
        }
        return new Fallback(layout, planner.compile(total), numbers, alone, fallible);
    }

    private void compileAlone(Column column) {
        try {
            var unused = planner.compileAlone(column.expression());
        } catch (InvalidExpressionException refusal) {
            report(refusal.at(column.at()));
        }
    }

    private void report(Problem problem) {
        failed = true;
        problems.accept(problem);
    }
}
