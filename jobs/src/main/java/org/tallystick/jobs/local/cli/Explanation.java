package org.tallystick.jobs.local.cli;

import java.util.Optional;
import java.util.stream.Collectors;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.Events;
import org.tallystick.text.Durations;
import org.tallystick.window.Window;

/** What a pipeline will do, for people. */
record Explanation(Plan plan) {

    String text() {
        var text = new StringBuilder();
        var pipeline = plan.pipeline();
        line(text, "pipeline", pipeline.name());
        line(text, "source", pipeline.source().toString());
        line(text, "archive", pipeline.archive().map(Object::toString).orElse("none"));
        pipeline.sinks().forEach(sink -> line(text, "sink", sink.toString()));
        text.append('\n');
        events(pipeline.events(), text);
        var written = pipeline.metrics();
        for (int i = 0; i < written.size(); i++) {
            metric(plan.metrics().get(i), written.get(i).filter(), text);
        }
        return text.toString().stripTrailing();
    }

    private void events(Events events, StringBuilder text) {
        line(text, "event", plan.layout().eventType().asSummaryString());
        line(text, "time", events.time() + events.timeForm().text());
        line(text, "identity", events.id().isEmpty() ? "position" : String.join(", ", events.id()));
        line(
                text,
                "expected",
                "up to %s out of order, %s ahead"
                        .formatted(
                                Durations.text(events.outOfOrderness()),
                                Durations.text(events.maxAhead())));
        line(text, "late", "after another " + Durations.text(events.allowedLateness()));
        events.deduplicate()
                .ifPresent(it -> line(text, "repeats", "dropped within " + Durations.text(it)));
    }

    private static void metric(BoundMetric metric, Optional<String> filter, StringBuilder text) {
        text.append('\n');
        line(text, "metric", metric.name());
        filter.ifPresent(sql -> line(text, "filter", sql));
        line(
                text,
                "keys",
                metric.keys().stream().map(Explanation::key).collect(Collectors.joining(", ")));
        line(
                text,
                "windows",
                metric.windows().stream().map(Window::text).collect(Collectors.joining("; ")));
        metric.aggregates().forEach(aggregate -> line(text, "value", value(aggregate)));
    }

    private static String key(KeyColumn key) {
        return key.name() + " " + key.type();
    }

    private static String value(NamedAggregator aggregate) {
        return aggregate.name() + " " + aggregate.aggregator().resultType();
    }

    private static void line(StringBuilder text, String label, String value) {
        text.append("%-9s %s%n".formatted(label, value));
    }
}
