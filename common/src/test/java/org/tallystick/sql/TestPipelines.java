package org.tallystick.sql;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tallystick.event.TimeForm;
import org.tallystick.pipeline.AggregateExpression;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.KeyExpression;
import org.tallystick.pipeline.Metric;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.window.SessionWindow;

/** Pipelines with the parts that matter to expressions, and any others. */
final class TestPipelines {
    private TestPipelines() {}

    static Pipeline pipeline(Metric... metrics) {
        return pipeline(events("time", List.of()), metrics);
    }

    static Pipeline pipeline(Events events, Metric... metrics) {
        var source = new SourceSpec.Files("in", Optional.empty(), "json", Map.of());
        return new Pipeline("p", events, source, Optional.empty(), List.of(metrics), List.of());
    }

    static Events events(String time, List<String> id) {
        return events(time, TimeForm.STANDARD, id);
    }

    static Events events(String time, TimeForm form, List<String> id) {
        Duration some = Duration.ofMinutes(1);
        return new Events(
                "{}",
                time,
                form,
                id,
                some,
                some,
                Optional.empty(),
                some,
                Optional.empty(),
                some,
                1_000);
    }

    static Metric filtered(String filter) {
        return metric("m", Optional.of(filter), List.of(), List.of());
    }

    static Metric keyed(String... expressions) {
        return metric("m", Optional.empty(), List.of(expressions), List.of());
    }

    static Metric aggregated(String function, String... arguments) {
        var aggregate = new AggregateExpression("a", function, List.of(arguments));
        return metric("m", Optional.empty(), List.of(), List.of(aggregate));
    }

    static Metric metric(
            String name,
            Optional<String> filter,
            List<String> keys,
            List<AggregateExpression> aggregates) {
        var named = keys.stream().map(key -> new KeyExpression("k", key)).toList();
        return new Metric(
                name, filter, named, List.of(new SessionWindow(1, "session 1 ms")), aggregates);
    }
}
