package org.tallystick.pipeline;

import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tallystick.pipeline.SourceSpec.Carried;
import org.tallystick.text.Spelling;

/** Reads {@code source}. */
final class SourceReader {
    /** The one option of a format that names a file. */
    private static final String DESCRIPTOR = "descriptor";

    private final Section section;
    private final PipelineFolder folder;

    SourceReader(Section section, PipelineFolder folder) {
        this.section = section;
        this.folder = folder;
    }

    Optional<SourceSpec> read() {
        var format = section.get(SourceShape.FORMAT);
        var options = format.map(this::options).orElse(Map.of());
        var source = source(format.orElse(""), options);
        return format.flatMap(known -> source);
    }

    /**
     * Settings of the format, without its name in front; what they may be is the format's business.
     * One whose format is misspelt has its whole name, which no format knows: unless the source's
     * own format is what is misspelt, and then that is the only mistake.
     */
    private Map<String, String> options(String format) {
        var options = new LinkedHashMap<String, String>();
        section.options()
                .forEach(
                        (key, value) -> {
                            var owner = key.substring(0, key.indexOf('.'));
                            var option = key.substring(owner.length() + 1);
                            if (owner.equals(format)) {
                                option(option, value).ifPresent(it -> options.put(option, it));
                            } else if (Spelling.nearest(format, List.of(owner)).isPresent()) {
                                value.text().ifPresent(text -> options.put(key, text));
                            } else {
                                refuse(key, owner);
                            }
                        });
        return options;
    }

    private void refuse(String key, String owner) {
        section.problemAtKey(
                key,
                "'%s' is of format %s, the source's is %s"
                        .formatted(
                                key, owner, section.value(SourceShape.FORMAT).orElseThrow().raw()));
    }

    /** One that names a file has what is in it, since that is read here. */
    private Optional<String> option(String name, Value value) {
        return name.equals(DESCRIPTOR) ? bytes(value) : value.text();
    }

    /** A file's bytes in Base64. */
    private Optional<String> bytes(Value value) {
        var path = value.as("path", folder::schema);
        try {
            return path.isPresent()
                    ? Optional.of(Base64.getEncoder().encodeToString(TextFile.bytes(path.get())))
                    : Optional.empty();
        } catch (IOException e) {
            return value.problem(
                    "cannot read the file '" + value.raw() + "': " + TextFile.reason(e));
        }
    }

    private Optional<SourceSpec> source(String format, Map<String, String> options) {
        var connector = section.get(SourceShape.CONNECTOR).orElseThrow();
        return switch (connector) {
            case SourceShape.KAFKA -> kafka(format, options);
            case SourceShape.FILES -> files(format, options);
            default ->
                    throw new IllegalStateException("a connector without a reader: " + connector);
        };
    }

    private Optional<SourceSpec> kafka(String format, Map<String, String> options) {
        var topics = section.get(SourceShape.TOPIC).map(SourceReader::topics).orElse(List.of());
        var pattern = section.get(SourceShape.TOPIC_PATTERN);
        var start = section.getOrStandard(SourceShape.START);
        var onGap = section.getOrStandard(SourceShape.ON_GAP);
        var carried =
                new Carried(
                        section.getOrStandard(SourceShape.TOMBSTONES),
                        section.get(SourceShape.KEY_FIELD),
                        section.get(SourceShape.HEADERS_FIELD));
        var properties = section.get(SourceShape.PROPERTIES).orElse(Map.of());
        boolean one = section.has(SourceShape.TOPIC) != section.has(SourceShape.TOPIC_PATTERN);
        return one
                ? Optional.of(
                        new SourceSpec.Kafka(
                                topics,
                                pattern,
                                start,
                                onGap,
                                carried,
                                format,
                                options,
                                properties))
                : Optional.empty();
    }

    private static List<String> topics(List<Value> elements) {
        return elements.stream().map(Value::text).flatMap(Optional::stream).distinct().toList();
    }

    private Optional<SourceSpec> files(String format, Map<String, String> options) {
        var path = section.get(SourceShape.PATH).flatMap(value -> value.as("path", folder::data));
        var watch = section.get(SourceShape.WATCH);
        return path.map(known -> new SourceSpec.Files(known, watch, format, options));
    }
}
