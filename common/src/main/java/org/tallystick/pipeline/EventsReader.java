package org.tallystick.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads {@code events}. */
final class EventsReader {
    private final Section section;
    private final PipelineFolder folder;

    EventsReader(Section section, PipelineFolder folder) {
        this.section = section;
        this.folder = folder;
    }

    /** Empty if what others are checked against, schema and time, is missing. */
    Optional<Events> read() {
        var schema = section.required("schema").flatMap(this::schema);
        var time = section.required("time").map(Value::withoutVariables).flatMap(Value::text);
        var timeForm = new TimeFormReader(section).read();
        var id =
                section.optional("id").map(Value::withoutVariables).map(this::id).orElse(List.of());
        var outOfOrderness = section.required("out-of-orderness");
        var idleTimeout = duration("idle-timeout", Limits::positive);
        var idleAdvance = duration("idle-advance", Limits::positive);
        var lateness = duration("allowed-lateness", Limits::notNegative);
        var deduplicate = duration("deduplicate", Limits::positive);
        var maxAhead = duration("max-ahead", Limits::positive);
        var maxSize =
                section.optional("max-size")
                        .map(Value::withoutVariables)
                        .flatMap(value -> value.as("size", Limits::bytes));
        if (deduplicate.isPresent() && id.isEmpty()) {
            section.problemAtKey(
                    "deduplicate", "'deduplicate' needs an 'id': a source position never repeats");
        }
        var disorder = outOfOrderness.flatMap(value -> duration(value, Limits::notNegative));
        section.refuseUnknownKeys();
        if (schema.isEmpty() || time.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Events(
                        schema.get(),
                        time.get(),
                        timeForm,
                        id,
                        disorder.orElse(Duration.ZERO),
                        idleTimeout.orElse(Duration.ofSeconds(30)),
                        idleAdvance,
                        lateness.orElse(Duration.ZERO),
                        deduplicate,
                        maxAhead.orElse(Events.MAX_AHEAD),
                        maxSize.orElse(Events.MAX_BYTES)));
    }

    private Optional<Duration> duration(String key, Function<String, Duration> parser) {
        return section.optional(key).flatMap(value -> duration(value, parser));
    }

    private static Optional<Duration> duration(Value value, Function<String, Duration> parser) {
        return value.withoutVariables().as("duration", parser);
    }

    private List<String> id(Value value) {
        var fields = new ArrayList<String>();
        for (var element : value.oneOrMore()) {
            element.text()
                    .ifPresent(
                            field -> {
                                if (fields.contains(field)) {
                                    element.problem("duplicate id field '" + field + "'");
                                } else {
                                    fields.add(field);
                                }
                            });
        }
        return fields;
    }

    private Optional<String> schema(Value value) {
        var path = value.as("path", folder::schema);
        try {
            return path.isPresent() ? Optional.of(TextFile.read(path.get())) : Optional.empty();
        } catch (IOException e) {
            return value.problem(
                    "cannot read the schema '" + value.raw() + "': " + TextFile.reason(e));
        }
    }
}
