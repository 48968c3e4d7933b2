package org.tallystick.pipeline;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tallystick.text.PortablePatterns;
import org.tallystick.window.Window;
import org.tallystick.window.Windows;

/** The keys of each of {@code metrics}. */
final class MetricShape {
    static final Scalar<Window> WINDOW =
            new Scalar<>(
                    "window",
                    Windows::parse,
                    TextForm.of(
                            "window",
                            Windows.pattern(),
                            "a window, such as tumbling 1 h, sliding 1 h every 5 min, cumulative 1 d every 1 h or session 30 min"));

    static final MetricKey KEY = new MetricKey();

    static final Key<String> NAME =
            Key.of(
                            "name",
                            new Scalar<>("name", NameRules::metric, NameRules.metricForm()),
                            "Lower-case letters, digits, dashes and underscores; a table's name in some sinks")
                    .required();

    static final Key<String> FILTER =
            Key.of(
                    "filter",
                    Kinds.EXPRESSION,
                    "A condition in Flink SQL over one event; those for which it is not true do not count");

    static final Key<List<Value>> KEYS =
            Key.of(
                    "keys",
                    Listed.oneOrMore(KEY),
                    "What to compute by: columns, or 'alias: expression'; one total if absent");

    static final Key<List<Value>> WINDOWS =
            Key.of(
                            "windows",
                            Listed.oneOrMore(WINDOW)
                                    .notEmptyOr("'windows' is empty, a metric needs at least one"),
                            "Over which stretches of time, as 'tumbling 1 h', 'sliding 1 h every 5 min', 'cumulative 1 d every 1 h in America/New_York', 'session 30 min'")
                    .required();

    static final Key<Long> MAX_WINDOWS =
            Key.of(
                            "max-windows-per-event",
                            new Scalar<>("number", Limits::windowsOfAnEvent, Limits.countForm()),
                            "A kind of window that puts an event into more is refused")
                    .or(Limits.WINDOWS_OF_AN_EVENT);

    static final Key<Map<String, Value>> AGGREGATES =
            Key.of(
                            "aggregates",
                            new Named(
                                    NameRules.resultColumnForm(),
                                    new Scalar<>("aggregate", text -> text, AggregateText.form()),
                                    "'aggregates' is empty, a metric needs at least one"),
                            "What is computed, each as 'name: function(expression)'")
                    .required();

    static final Key<String> SQL =
            Key.of(
                    "sql",
                    new Scalar<>(
                            "query",
                            Function.identity(),
                            TextForm.of(
                                            "query",
                                            PortablePatterns.inAnyCase("select"),
                                            "SELECT ... FROM TABLE(TUMBLE(TABLE events, ...)) GROUP BY ...")
                                    .ofAnyCharacters()),
                    "One windowed aggregation in Flink SQL over events, in place of filter, keys, windows and aggregates");

    static final Key<Boolean> ON_ERROR =
            Key.of(
                            "on-error",
                            Words.of("reject", false, "fail", true),
                            "What an event on which an expression fails is: a reject of this metric, or the end of the job")
                    .or("reject");

    static final Shape SHAPE =
            Shape.of(
                            "One metric: filter, keys, windows, aggregates",
                            NAME,
                            FILTER,
                            KEYS,
                            WINDOWS,
                            MAX_WINDOWS,
                            AGGREGATES,
                            SQL,
                            ON_ERROR)
                    .withSubstitute(SQL, FILTER, KEYS, WINDOWS, AGGREGATES);

    private MetricShape() {}
}
