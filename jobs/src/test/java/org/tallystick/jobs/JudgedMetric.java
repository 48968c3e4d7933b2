package org.tallystick.jobs;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.tallystick.oracle.CellId;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.Measure;
import org.tallystick.oracle.Oracle;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.OracleWindow;
import org.tallystick.oracle.Tally;
import org.tallystick.pipeline.AggregateExpression;
import org.tallystick.pipeline.KeyExpression;
import org.tallystick.pipeline.Metric;
import org.tallystick.window.Windows;

/**
 * A metric twice: as a pipeline has it, and as the oracle judges it.
 *
 * @param name the metric's name
 * @param filter SQL, and the same in Java
 * @param key the name of the column that is the key
 * @param windows their texts are what the pipeline has
 * @param aggregates what is computed
 */
public record JudgedMetric(
        String name,
        Optional<Filter> filter,
        String key,
        List<OracleWindow> windows,
        List<Aggregate> aggregates) {

    /** A filter in SQL and in Java. */
    public record Filter(String sql, Predicate<OracleEvent> java) {}

    /** An aggregate in the pipeline's words and the oracle's; its name is made of the measure's. */
    public record Aggregate(String function, String argument, Measure measure) {
        public String name() {
            return "its_" + measure.name().toLowerCase(Locale.ROOT);
        }

        AggregateExpression expression() {
            var arguments = argument.isEmpty() ? List.<String>of() : List.of(argument);
            return new AggregateExpression(name(), function, arguments);
        }
    }

    Metric metric() {
        return new Metric(
                name,
                filter.map(Filter::sql),
                List.of(new KeyExpression("k", key)),
                windows.stream().map(window -> Windows.parse(window.text())).toList(),
                aggregates.stream().map(Aggregate::expression).toList());
    }

    /** What each cell must come to, in the form of {@link CellTexts}. */
    public SortedMap<String, String> cells(List<OracleEvent> events, Lateness lateness) {
        var texts = new TreeMap<String, String>();
        verdict(events, lateness).cells().forEach((id, of) -> texts.put(id(id), values(of)));
        return texts;
    }

    /** What each window must have gone without, in the same form. */
    public SortedMap<String, String> late(List<OracleEvent> events, Lateness lateness) {
        var texts = new TreeMap<String, String>();
        verdict(events, lateness)
                .lateTallies()
                .forEach(
                        (id, tally) ->
                                texts.put(
                                        CellTexts.id(
                                                name,
                                                id.window(),
                                                Instant.ofEpochMilli(id.start()),
                                                Instant.ofEpochMilli(id.end()),
                                                ""),
                                        tally(tally)));
        return texts;
    }

    private Oracle.Verdict verdict(List<OracleEvent> events, Lateness lateness) {
        var passing = events.stream().filter(this::passes).toList();
        return new Oracle(windows, lateness).judge(passing);
    }

    private boolean passes(OracleEvent event) {
        return filter.map(each -> each.java().test(event)).orElse(true);
    }

    private String id(CellId id) {
        return CellTexts.id(
                name,
                id.window(),
                Instant.ofEpochMilli(id.start()),
                Instant.ofEpochMilli(id.end()),
                String.valueOf(id.key()));
    }

    private String values(List<OracleEvent> events) {
        return aggregates.stream()
                        .map(each -> each.name() + "=" + each.measure().of(events))
                        .collect(joining(" "))
                + " of "
                + events.size();
    }

    static String tally(Tally tally) {
        return tally.events() + " events, fingerprint " + tally.fingerprint();
    }
}
