package org.tallystick.pipeline;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.tallystick.pipeline.SourceSpec.Format;
import org.tallystick.pipeline.SourceSpec.Start;
import org.tallystick.text.Spelling;

/** Reads {@code source}. */
final class SourceReader {
    /** The one property that every Kafka client needs. */
    static final String SERVERS = "bootstrap.servers";

    private static final List<String> STARTS = List.of("committed", "earliest", "latest");

    private final Section section;
    private final PipelineFolder folder;

    SourceReader(Section section, PipelineFolder folder) {
        this.section = section;
        this.folder = folder;
    }

    Optional<SourceSpec> read() {
        var connector =
                section.required("connector")
                        .flatMap(value -> Choice.of("kafka", "files").read(value));
        if (connector.isEmpty()) {
            return Optional.empty();
        }
        var format = section.required("format").flatMap(SourceReader::format);
        var options = format.map(this::formatOptions).orElseGet(this::anyFormatOptions);
        var source = source(connector.get(), format.orElse(Format.JSON), options);
        section.refuseUnknownKeys();
        return format.flatMap(known -> source);
    }

    private Optional<SourceSpec> source(
            String connector, Format format, Map<String, String> options) {
        return switch (connector) {
            case "kafka" -> kafka(format, options);
            case "files" -> files(format, options);
            default ->
                    throw new IllegalStateException("a connector without a reader: " + connector);
        };
    }

    private static Optional<Format> format(Value value) {
        var names = Arrays.stream(Format.values()).map(SourceReader::name).toArray(String[]::new);
        return Choice.of(names)
                .read(value)
                .map(name -> Format.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private static String name(Format format) {
        return format.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Map<String, String> formatOptions(Format format) {
        for (var other : Format.values()) {
            var misplaced = other == format ? Map.of() : section.below(name(other) + ".");
            misplaced
                    .keySet()
                    .forEach(
                            option ->
                                    section.problemAtKey(
                                            name(other) + "." + option,
                                            "'%s.%s' is of format %s, the source's is %s"
                                                    .formatted(
                                                            name(other),
                                                            option,
                                                            name(other),
                                                            name(format))));
        }
        return section.below(name(format) + ".");
    }

    /** Takes the options of a format that is not known: only its name is the mistake. */
    private Map<String, String> anyFormatOptions() {
        for (var format : Format.values()) {
            section.below(name(format) + ".");
        }
        return Map.of();
    }

    private Optional<SourceSpec> kafka(Format format, Map<String, String> options) {
        var topics = section.optional("topic").map(SourceReader::topics).orElse(List.of());
        var pattern = section.optional("topic-pattern").flatMap(SourceReader::pattern);
        boolean one = checkTopics();
        var start =
                section.optional("start")
                        .map(value -> value.as("start", SourceReader::start))
                        .orElseGet(() -> Optional.of(new Start.Committed()));
        var properties = section.optional("properties").map(Value::texts).orElse(Map.of());
        requireServers(section);
        return one && start.isPresent()
                ? Optional.of(
                        new SourceSpec.Kafka(
                                topics, pattern, start.get(), format, options, properties))
                : Optional.empty();
    }

    /** Notes that 'bootstrap.servers' is missing in the section's properties, where it is. */
    static void requireServers(Section section) {
        var properties = section.optional("properties");
        if (properties.isEmpty()) {
            section.problem("'properties' is missing, with 'bootstrap.servers' in it");
        } else if (properties.get().isMapping() && !properties.get().has(SERVERS)) {
            properties.get().problem("'bootstrap.servers' is missing in 'properties'");
        }
    }

    private boolean checkTopics() {
        boolean topic = section.optional("topic").isPresent();
        boolean pattern = section.optional("topic-pattern").isPresent();
        if (topic && pattern) {
            section.problemAtKey(
                    "topic-pattern", "'topic' and 'topic-pattern' exclude each other, keep one");
        }
        if (!topic && !pattern) {
            section.problem("'topic' is missing in 'source', or a 'topic-pattern'");
        }
        return topic != pattern;
    }

    private static List<String> topics(Value value) {
        var topics = new ArrayList<String>();
        for (var element : value.oneOrMore()) {
            element.text().ifPresent(topics::add);
        }
        if (value.oneOrMore().isEmpty()) {
            value.problem("'topic' is an empty list, name at least one");
        }
        return topics.stream().distinct().toList();
    }

    private static Optional<String> pattern(Value value) {
        return value.as("regular expression", SourceReader::checkPattern);
    }

    private static String checkPattern(String text) {
        try {
            return Pattern.compile(text).pattern();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is no regular expression: %s".formatted(text, e.getDescription()), e);
        }
    }

    private static Start start(String text) {
        return switch (text) {
            case "committed" -> new Start.Committed();
            case "earliest" -> new Start.Earliest();
            case "latest" -> new Start.Latest();
            default -> new Start.At(timestamp(text));
        };
    }

    private static Instant timestamp(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "unknown start '%s', there are %s and timestamps as 2024-01-31T00:00:00Z%s"
                            .formatted(
                                    text,
                                    String.join(", ", STARTS),
                                    Spelling.suggestion(text, STARTS)),
                    e);
        }
    }

    private Optional<SourceSpec> files(Format format, Map<String, String> options) {
        var path = section.required("path").flatMap(value -> value.as("path", folder::data));
        var watch =
                section.optional("watch").flatMap(value -> value.as("duration", Limits::positive));
        if (format != Format.JSON && format != Format.CSV) {
            section.optional("format")
                    .ifPresent(value -> value.problem("files hold lines, of format json or csv"));
        }
        return path.map(known -> new SourceSpec.Files(known, watch, format, options));
    }
}
