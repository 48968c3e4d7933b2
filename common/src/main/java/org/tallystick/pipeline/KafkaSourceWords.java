package org.tallystick.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.tallystick.pipeline.SourceSpec.Carried;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.pipeline.SourceSpec.Start;

/** Kafka topics as a source. */
public final class KafkaSourceWords implements SourceWords {
    /** The one property that every Kafka client needs. */
    static final String SERVERS = "bootstrap.servers";

    /** Properties of a Kafka client, with its servers. */
    static final Texts CLIENT =
            new Texts(
                    Map.of(SERVERS, "The brokers, as HOST:PORT with commas between them"),
                    List.of(SERVERS));

    static final String NO_CLIENT = "'properties' is missing, with 'bootstrap.servers' in it";

    static final Key<List<Value>> TOPIC =
            Key.of(
                    "topic",
                    Listed.oneOrMore(Kinds.TEXT)
                            .notEmptyOr("'topic' is an empty list, name at least one"),
                    "A topic, or a list of them");

    static final Key<String> TOPIC_PATTERN =
            Key.of(
                    "topic-pattern",
                    new Scalar<>(
                            "regular expression",
                            KafkaSourceWords::regularExpression,
                            TextForm.any()),
                    "In place of 'topic': a regular expression over names of topics, as they come and go");

    static final Key<Start> START =
            StartText.key(
                    List.of("committed", "earliest", "latest"),
                    "Where the first run begins: committed, earliest, latest, or a time as 2024-01-31T00:00:00Z");

    static final Key<OnGap> ON_GAP =
            Key.of(
                            "on-gap",
                            Words.of(OnGap.class, word -> word.name().toLowerCase(Locale.ROOT)),
                            "Where Kafka has removed what was not read yet: stop, or note it as lost and continue")
                    .or("stop");

    static final Key<Boolean> TOMBSTONES =
            Key.of(
                            "tombstones",
                            Words.of("reject", false, "skip", true),
                            "What becomes of records without a value; those that are skipped are only counted")
                    .or("reject");

    static final Key<String> KEY_FIELD =
            Key.of("key-field", Kinds.TEXT, "The field of the schema that is the record's key")
                    .withoutVariables();

    static final Key<String> HEADERS_FIELD =
            Key.of(
                            "headers-field",
                            Kinds.TEXT,
                            "The field of the schema that is the record's headers, a map")
                    .withoutVariables();

    static final Key<Map<String, String>> PROPERTIES =
            Key.of("properties", CLIENT, "Those of the Kafka consumer").requiredOr(NO_CLIENT);

    private static final Shape SHAPE =
            Shape.of(
                            "Kafka topics",
                            TOPIC,
                            TOPIC_PATTERN,
                            START,
                            ON_GAP,
                            TOMBSTONES,
                            KEY_FIELD,
                            HEADERS_FIELD,
                            PROPERTIES)
                    .withOneOf(TOPIC, TOPIC_PATTERN);

    @Override
    public String connector() {
        return "kafka";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SourceSpec> read(Section section, RecordFormat format, PipelineFolder folder) {
        var topics = section.get(TOPIC).map(KafkaSourceWords::topics).orElse(List.of());
        var pattern = section.get(TOPIC_PATTERN);
        var start = section.getOrStandard(START);
        var onGap = section.getOrStandard(ON_GAP);
        var carried =
                new Carried(
                        section.getOrStandard(TOMBSTONES),
                        section.get(KEY_FIELD),
                        section.get(HEADERS_FIELD));
        var properties = section.get(PROPERTIES).orElse(Map.of());
        boolean one = section.has(TOPIC) != section.has(TOPIC_PATTERN);
        return one
                ? Optional.of(
                        new SourceSpec.Kafka(
                                topics,
                                pattern,
                                start,
                                onGap,
                                carried,
                                format.name(),
                                format.options(),
                                properties))
                : Optional.empty();
    }

    private static List<String> topics(List<Value> elements) {
        return elements.stream().map(Value::text).flatMap(Optional::stream).distinct().toList();
    }

    private static String regularExpression(String text) {
        try {
            return Pattern.compile(text).pattern();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is no regular expression: %s".formatted(text, e.getDescription()), e);
        }
    }
}
