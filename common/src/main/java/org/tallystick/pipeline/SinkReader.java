package org.tallystick.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads one of {@code sinks}. */
final class SinkReader {
    private final Section section;
    private final Optional<SourceSpec> source;
    private final PipelineFolder folder;

    SinkReader(Section section, Optional<SourceSpec> source, PipelineFolder folder) {
        this.section = section;
        this.source = source;
        this.folder = folder;
    }

    Optional<SinkSpec> read() {
        var connector = section.get(SinkShape.CONNECTOR).orElseThrow();
        return switch (connector) {
            case SinkShape.KAFKA -> kafka();
            case SinkShape.JDBC -> jdbc();
            case SinkShape.FILES -> files();
            case SinkShape.PRINT -> Optional.of(new SinkSpec.Print());
            default ->
                    throw new IllegalStateException("a connector without a reader: " + connector);
        };
    }

    private Optional<SinkSpec> kafka() {
        boolean transactional = section.getOrStandard(SinkShape.TRANSACTIONAL);
        var rejectedCells = section.getOrStandard(SinkShape.REJECTED_CELLS);
        var properties = properties(SinkShape.PRODUCER);
        servers().ifPresent(servers -> properties.putIfAbsent(SourceShape.SERVERS, servers));
        if (source.filter(SourceSpec.Files.class::isInstance).isPresent()) {
            requireServers();
        }
        return section.get(SinkShape.TOPIC)
                .map(topic -> new SinkSpec.Kafka(topic, transactional, properties, rejectedCells));
    }

    /** The servers that events come from, if they come from Kafka. */
    private Optional<String> servers() {
        return source.filter(SourceSpec.Kafka.class::isInstance)
                .map(SourceSpec.Kafka.class::cast)
                .map(kafka -> kafka.properties().get(SourceShape.SERVERS));
    }

    private void requireServers() {
        var properties = section.value(SinkShape.PRODUCER);
        if (properties.isEmpty()) {
            section.problem(SourceShape.NO_CLIENT);
        }
        properties.ifPresent(SourceShape.CLIENT::checkNeeded);
    }

    private Optional<SinkSpec> files() {
        return section.get(SinkShape.PATH)
                .flatMap(value -> value.as("path", folder::data))
                .map(SinkSpec.Files::new);
    }

    private Optional<SinkSpec> jdbc() {
        var rejectedCells = section.getOrStandard(SinkShape.REJECTED_CELLS);
        var properties = properties(SinkShape.DRIVER);
        take(SinkShape.USER, properties);
        take(SinkShape.PASSWORD, properties);
        return section.get(SinkShape.URL)
                .map(url -> new SinkSpec.Jdbc(url, properties, rejectedCells));
    }

    private void take(Key<String> key, Map<String, String> properties) {
        var value = section.get(key);
        if (value.isPresent() && properties.put(key.name(), value.get()) != null) {
            section.problemAtKey(key, "'" + key.name() + "' is in 'properties' too, keep one");
        }
    }

    private Map<String, String> properties(Key<Map<String, String>> key) {
        return new HashMap<>(section.get(key).orElse(Map.of()));
    }
}
