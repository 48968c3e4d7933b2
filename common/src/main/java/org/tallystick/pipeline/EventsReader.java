package org.tallystick.pipeline;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        var schema = section.get(EventsShape.SCHEMA).flatMap(this::schema);
        var time = section.get(EventsShape.TIME);
        var timeForm = new TimeFormReader(section).read();
        var id = section.get(EventsShape.ID).map(EventsReader::id).orElse(List.of());
        var outOfOrderness = section.get(EventsShape.OUT_OF_ORDERNESS);
        var idleTimeout = section.getOrStandard(EventsShape.IDLE_TIMEOUT);
        var idleAdvance = section.get(EventsShape.IDLE_ADVANCE);
        var lateness = section.getOrStandard(EventsShape.ALLOWED_LATENESS);
        var deduplicate = section.get(EventsShape.DEDUPLICATE);
        var maxAhead = section.getOrStandard(EventsShape.MAX_AHEAD);
        long maxSize = section.getOrStandard(EventsShape.MAX_SIZE);
        if (deduplicate.isPresent() && id.isEmpty()) {
            section.problemAtKey(
                    EventsShape.DEDUPLICATE,
                    "'deduplicate' needs an 'id': a source position never repeats");
        }
        if (schema.isEmpty() || time.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Events(
                        schema.get(),
                        time.get(),
                        timeForm,
                        id,
                        outOfOrderness.orElse(Duration.ZERO),
                        idleTimeout,
                        idleAdvance,
                        lateness,
                        deduplicate,
                        maxAhead,
                        maxSize));
    }

    private static List<String> id(List<Value> elements) {
        var fields = new ArrayList<String>();
        for (var element : elements) {
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
