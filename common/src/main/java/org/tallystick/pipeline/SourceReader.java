package org.tallystick.pipeline;

import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.tallystick.pipeline.SourceSpec.Carried;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.pipeline.SourceSpec.Start;
import org.tallystick.text.Spelling;

/** Reads {@code source}. */
final class SourceReader {
    /** The one property that every Kafka client needs. */
    static final String SERVERS = "bootstrap.servers";

    /** The one option of a format that names a file. */
    private static final String DESCRIPTOR = "descriptor";

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
        var format = section.required("format").flatMap(Value::text);
        checkPlaces(format);
        var options = format.map(this::options).orElse(Map.of());
        var source = source(connector.get(), format.orElse(""), options);
        section.refuseUnknownKeys();
        return format.flatMap(known -> source);
    }

    /** Settings of the format; one that names a file has what is in it, since that is read here. */
    private Map<String, String> options(String format) {
        var options = new LinkedHashMap<>(section.below(format + "."));
        section.optional(format + "." + DESCRIPTOR)
                .flatMap(this::bytes)
                .ifPresent(bytes -> options.put(DESCRIPTOR, bytes));
        return options;
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

    private Optional<SourceSpec> source(
            String connector, String format, Map<String, String> options) {
        return switch (connector) {
            case "kafka" -> kafka(format, options);
            case "files" -> files(format, options);
            default ->
                    throw new IllegalStateException("a connector without a reader: " + connector);
        };
    }

    /**
     * Refuses options of other formats; what those of its own may be is the format's business.
     * Where there is no format, that is the only mistake.
     */
    private void checkPlaces(Optional<String> format) {
        for (String key : section.dotted()) {
            var owner = key.substring(0, key.indexOf('.'));
            if (format.isPresent() && !isMeant(owner, format.get())) {
                section.problemAtKey(
                        key,
                        "'%s' is of format %s, the source's is %s"
                                .formatted(
                                        key,
                                        owner,
                                        section.required("format").orElseThrow().raw()));
            }
        }
    }

    /** Whether a name is that of the format, or would be if that were spelt right. */
    private static boolean isMeant(String owner, String format) {
        return owner.equals(format) || Spelling.nearest(format, List.of(owner)).isPresent();
    }

    private Optional<SourceSpec> kafka(String format, Map<String, String> options) {
        var topics = section.optional("topic").map(SourceReader::topics).orElse(List.of());
        var pattern = section.optional("topic-pattern").flatMap(SourceReader::pattern);
        boolean one = checkTopics();
        var start =
                section.optional("start")
                        .map(value -> value.as("start", SourceReader::start))
                        .orElseGet(() -> Optional.of(new Start.Committed()));
        var onGap =
                section.optional("on-gap")
                        .flatMap(value -> Choice.of("stop", "continue").read(value))
                        .map(word -> OnGap.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(OnGap.STOP);
        var carried = carried();
        var properties = section.optional("properties").map(Value::texts).orElse(Map.of());
        requireServers(section);
        return one && start.isPresent()
                ? Optional.of(
                        new SourceSpec.Kafka(
                                topics,
                                pattern,
                                start.get(),
                                onGap,
                                carried,
                                format,
                                options,
                                properties))
                : Optional.empty();
    }

    private Carried carried() {
        var tombstones =
                section.optional("tombstones")
                        .flatMap(value -> Choice.of("reject", "skip").read(value));
        return new Carried(
                tombstones.filter("skip"::equals).isPresent(),
                field("key-field"),
                field("headers-field"));
    }

    private Optional<String> field(String key) {
        return section.optional(key).map(Value::withoutVariables).flatMap(Value::text);
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

    private Optional<SourceSpec> files(String format, Map<String, String> options) {
        var path = section.required("path").flatMap(value -> value.as("path", folder::data));
        var watch =
                section.optional("watch").flatMap(value -> value.as("duration", Limits::positive));
        return path.map(known -> new SourceSpec.Files(known, watch, format, options));
    }
}
