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
        var connector =
                section.required("connector")
                        .flatMap(value -> Choice.of("kafka", "jdbc", "files", "print").read(value));
        var sink = connector.flatMap(this::sink);
        connector.ifPresent(known -> section.refuseUnknownKeys());
        return sink;
    }

    private Optional<SinkSpec> sink(String connector) {
        return switch (connector) {
            case "kafka" -> kafka();
            case "jdbc" -> jdbc();
            case "files" -> files();
            case "print" -> Optional.of(new SinkSpec.Print());
            default ->
                    throw new IllegalStateException("a connector without a reader: " + connector);
        };
    }

    private Optional<SinkSpec> kafka() {
        var transactional =
                section.optional("transactional")
                        .flatMap(value -> Choice.of("true", "false").read(value))
                        .map(Boolean::parseBoolean);
        var properties = new HashMap<>(properties());
        servers().ifPresent(servers -> properties.putIfAbsent(SourceReader.SERVERS, servers));
        if (source.filter(SourceSpec.Files.class::isInstance).isPresent()) {
            SourceReader.requireServers(section);
        }
        return text("topic")
                .map(
                        topic ->
                                new SinkSpec.Kafka(
                                        topic,
                                        transactional.orElse(false),
                                        properties,
                                        rejectedCells()));
    }

    /** The servers that events come from, if they come from Kafka. */
    private Optional<String> servers() {
        return source.filter(SourceSpec.Kafka.class::isInstance)
                .map(SourceSpec.Kafka.class::cast)
                .map(kafka -> kafka.properties().get(SourceReader.SERVERS));
    }

    private Optional<SinkSpec> files() {
        return section.required("path")
                .flatMap(value -> value.as("path", folder::data))
                .map(SinkSpec.Files::new);
    }

    private Optional<SinkSpec> jdbc() {
        var properties = new HashMap<>(properties());
        for (var key : new String[] {"user", "password"}) {
            var value = section.optional(key).flatMap(Value::text);
            if (value.isPresent() && properties.put(key, value.get()) != null) {
                section.problemAtKey(key, "'" + key + "' is in 'properties' too, keep one");
            }
        }
        return section.required("url")
                .flatMap(value -> value.as("url", SinkReader::checkUrl))
                .map(url -> new SinkSpec.Jdbc(url, properties, rejectedCells()));
    }

    /** The message keeps the URL to itself: there may be a password in it. */
    private static String checkUrl(String url) {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "only PostgreSQL is known here, the url begins with jdbc:postgresql:");
        }
        return url;
    }

    private String rejectedCells() {
        return section.optional("rejected-cells")
                .flatMap(Value::text)
                .orElse(SinkSpec.REJECTED_CELLS);
    }

    private Map<String, String> properties() {
        return section.optional("properties").map(Value::texts).orElse(Map.of());
    }

    private Optional<String> text(String key) {
        return section.required(key).flatMap(Value::text);
    }
}
