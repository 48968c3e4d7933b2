package org.tallystick.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code archive}. */
final class ArchiveSpecReader {
    private final Section section;
    private final PipelineFolder folder;

    ArchiveSpecReader(Section section, PipelineFolder folder) {
        this.section = section;
        this.folder = folder;
    }

    Optional<ArchiveSpec> read() {
        var catalog = section.required("catalog");
        var properties = catalog.map(this::properties).orElse(Map.of());
        catalog.filter(Value::isMapping)
                .filter(value -> !value.has("type") && !value.has("catalog-impl"))
                .ifPresent(
                        value -> value.problem("'type' or 'catalog-impl' is missing in 'catalog'"));
        var namespace =
                section.required("namespace")
                        .flatMap(value -> value.as("namespace", NameRules::namespace));
        section.refuseUnknownKeys();
        return namespace.map(known -> new ArchiveSpec(properties, known));
    }

    private Map<String, String> properties(Value catalog) {
        var given = catalog.texts();
        var properties = new LinkedHashMap<>(given);
        for (var key : given.keySet()) {
            catalog.section()
                    .flatMap(values -> values.optional(key))
                    .flatMap(value -> value.as(key, text -> folder.property(key, text, given)))
                    .ifPresent(text -> properties.put(key, text));
        }
        return properties;
    }
}
