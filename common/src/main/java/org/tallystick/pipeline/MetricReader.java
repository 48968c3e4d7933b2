package org.tallystick.pipeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.Window;
import org.tallystick.window.Windows;

/** Reads one of {@code metrics}. */
final class MetricReader {
    private static final String FAIL = "fail";
    private static final Choice ON_ERROR = Choice.of("reject", FAIL);

    private final Section section;
    private final Origins origins;
    private final Set<String> columns = new HashSet<>();

    MetricReader(Section section, Origins origins) {
        this.section = section;
        this.origins = origins;
    }

    /** As much of the metric as can be understood; empty if it has no name. */
    Optional<Metric> read() {
        var name = section.required("name").flatMap(value -> value.as("name", NameRules::metric));
        var filter =
                section.optional("filter")
                        .flatMap(value -> value.as("expression", SqlText::expression));
        var keys = section.optional("keys").map(this::keys).orElse(List.of());
        var windows = section.required("windows").map(this::windows).orElse(List.of());
        var aggregates = section.required("aggregates").map(this::aggregates).orElse(List.of());
        var onError = section.optional("on-error").flatMap(ON_ERROR::read);
        section.refuseUnknownKeys();
        boolean failsJob = onError.filter(FAIL::equals).isPresent();
        return name.map(known -> new Metric(known, filter, keys, windows, aggregates, failsJob));
    }

    private List<Window> windows(Value value) {
        long most =
                section.optional("max-windows-per-event")
                        .flatMap(limit -> limit.as("number", Limits::windowsOfAnEvent))
                        .orElse(Limits.WINDOWS_OF_AN_EVENT);
        var windows = new ArrayList<Window>();
        var texts = new HashSet<String>();
        for (var element : value.oneOrMore()) {
            var window = element.as("window", Windows::parse);
            if (window.isPresent() && !texts.add(window.get().text())) {
                element.problem("duplicate window '" + window.get().text() + "'");
            }
            window.filter(known -> isFew(known, most, element)).ifPresent(windows::add);
        }
        if (value.oneOrMore().isEmpty()) {
            value.problem("'windows' is empty, a metric needs at least one");
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

    private List<KeyExpression> keys(Value value) {
        var keys = new ArrayList<KeyExpression>();
        for (var element : value.oneOrMore()) {
            key(element)
                    .ifPresent(
                            key -> {
                                takeName("key", key.name(), element);
                                origins.put(key, element.node());
                                keys.add(key);
                            });
        }
        return keys;
    }

    /** {@code origin}, {@code "route: a || b"} or {@code route: a || b}. */
    private static Optional<KeyExpression> key(Value value) {
        if (!value.isMapping()) {
            return value.as("key", KeyText::parse);
        }
        var entries = value.section().orElseThrow().all();
        if (entries.size() != 1) {
            return value.problem("a key is a column or one 'alias: expression'");
        }
        var entry = entries.entrySet().iterator().next();
        return entry.getValue().as("expression", text -> KeyText.of(entry.getKey(), text));
    }

    private List<AggregateExpression> aggregates(Value value) {
        var aggregates = new ArrayList<AggregateExpression>();
        var entries = value.section().map(Section::all);
        entries.ifPresent(
                all ->
                        all.forEach(
                                (name, text) -> aggregate(name, text).ifPresent(aggregates::add)));
        if (entries.isPresent() && entries.get().isEmpty()) {
            value.problem("'aggregates' is empty, a metric needs at least one");
        }
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
