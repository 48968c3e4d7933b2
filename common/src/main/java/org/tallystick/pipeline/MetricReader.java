package org.tallystick.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tallystick.query.QueryReader;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.Window;

/** Reads one of {@code metrics}. */
final class MetricReader {
    private final Section section;
    private final Origins origins;
    private final QueryReader queries;
    private final Set<String> columns = new HashSet<>();

    MetricReader(Section section, Origins origins, QueryReader queries) {
        this.section = section;
        this.origins = origins;
        this.queries = queries;
    }

    /** As much of the metric as can be understood; empty if it has no name. */
    Optional<Metric> read() {
        var name = section.get(MetricShape.NAME);
        var parts = parts();
        var filter = parts.get(MetricShape.FILTER);
        var keys = keys(parts.get(MetricShape.KEYS).orElse(List.of()));
        var windows = windows(parts.get(MetricShape.WINDOWS).orElse(List.of()));
        var aggregates = aggregates(parts.get(MetricShape.AGGREGATES).orElse(Map.of()));
        boolean failsJob = section.getOrStandard(MetricShape.ON_ERROR);
        var metric =
                name.map(known -> new Metric(known, filter, keys, windows, aggregates, failsJob));
        metric.ifPresent(known -> origins.put(known, parts.node()));
        return metric;
    }

    /** Where filter, keys, windows and aggregates stand: what the SQL is short for, if there is. */
    private Section parts() {
        return section.get(MetricShape.SQL)
                .flatMap(text -> section.value(MetricShape.SQL))
                .map(sql -> section.of(new SqlMetric(sql, origins.lines()).mapping(queries)))
                .orElse(section);
    }

    private List<Window> windows(List<Value> elements) {
        long most = section.getOrStandard(MetricShape.MAX_WINDOWS);
        var windows = new ArrayList<Window>();
        var texts = new HashSet<String>();
        for (var element : elements) {
            var window = MetricShape.WINDOW.read(element);
            if (window.isPresent() && !texts.add(window.get().text())) {
                element.problem("duplicate window '" + window.get().text() + "'");
            }
            window.filter(known -> isFew(known, most, element)).ifPresent(windows::add);
        }
        return windows;
    }

    /** An event with a key publishes a cell for every window that it is in. */
    private static boolean isFew(Window window, long most, Value at) {
        if (window instanceof AlignedWindow aligned && aligned.windowsOfAnEvent() > most) {
            at.problem(
                    String.format(
                            Locale.ROOT,
                            "'%s': each event is in %,d windows and makes as many cells,"
                                    + " 'max-windows-per-event' allows %,d",
                            window.text(),
                            aligned.windowsOfAnEvent(),
                            most));
            return false;
        }
        return true;
    }

    private List<KeyExpression> keys(List<Value> elements) {
        var keys = new ArrayList<KeyExpression>();
        for (var element : elements) {
            MetricShape.KEY
                    .read(element)
                    .ifPresent(
                            key -> {
                                takeName("key", key.name(), element);
                                origins.put(key, element.node());
                                keys.add(key);
                            });
        }
        return keys;
    }

    private List<AggregateExpression> aggregates(Map<String, Value> calls) {
        var aggregates = new ArrayList<AggregateExpression>();
        calls.forEach((name, text) -> aggregate(name, text).ifPresent(aggregates::add));
        return aggregates;
    }

    private Optional<AggregateExpression> aggregate(String name, Value text) {
        takeName("aggregate", name, text);
        var aggregate = text.as("aggregate", call -> AggregateText.parse(name, call));
        aggregate.ifPresent(known -> origins.put(known, text.node()));
        return aggregate;
    }

    private void takeName(String what, String name, Value at) {
        try {
            NameRules.resultColumn(name);
        } catch (IllegalArgumentException e) {
            at.problem(e.getMessage());
            return;
        }
        if (!columns.add(name.toLowerCase(Locale.ROOT))) {
            at.problem("the name of " + what + " '" + name + "' is taken already in this metric");
        }
    }
}
