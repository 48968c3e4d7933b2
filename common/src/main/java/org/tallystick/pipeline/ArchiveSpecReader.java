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
        var properties =
                section.get(ArchiveShape.CATALOG).flatMap(this::properties).orElse(Map.of());
        return section.get(ArchiveShape.NAMESPACE).map(known -> new ArchiveSpec(properties, known));
    }

    private Optional<Map<String, String>> properties(Value catalog) {
        return ArchiveShape.PROPERTIES.read(catalog).map(given -> inFolder(catalog, given));
    }

    private Map<String, String> inFolder(Value catalog, Map<String, String> given) {
        var properties = new LinkedHashMap<String, String>();
        catalog.entries()
                .orElseThrow()
                .forEach(
                        (key, entry) ->
                                entry.value()
                                        .as(key, text -> folder.property(key, text, given))
                                        .ifPresent(text -> properties.put(key, text)));
        return properties;
    }
}
