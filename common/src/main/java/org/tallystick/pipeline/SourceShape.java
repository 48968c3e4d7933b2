package org.tallystick.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.tallystick.pipeline.SourceSpec.OnGap;
import org.tallystick.pipeline.SourceSpec.Start;

/** The keys of {@code source}, by its connector. */
final class SourceShape {
    /** The one property that every Kafka client needs. */
    static final String SERVERS = "bootstrap.servers";

    static final String KAFKA = "kafka";
    static final String FILES = "files";

    /** Properties of a Kafka client, with its servers. */
    static final Texts CLIENT =
            new Texts(
                    Map.of(SERVERS, "The brokers, as HOST:PORT with commas between them"),
                    List.of(SERVERS));

    static final String NO_CLIENT = "'properties' is missing, with 'bootstrap.servers' in it";

    static final Key<String> CONNECTOR =
            Key.of("connector", Words.of(List.of(KAFKA, FILES)), "What kind of source it is")
                    .required();

    static final Key<String> FORMAT =
            Key.of(
                            "format",
                            new FormatName(),
                            "How a record's bytes are written; options are keys as csv.header")
                    .required();

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
                            "regular expression", SourceShape::regularExpression, TextForm.any()),
                    "In place of 'topic': a regular expression over names of topics, as they come and go");

    static final Key<Start> START =
            Key.of(
                            "start",
                            new Scalar<>("start", StartText::parse, StartText.form()),
                            "Where the first run begins: committed, earliest, latest, or a time as 2024-01-31T00:00:00Z")
                    .or("committed");

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

    static final Key<Value> PATH =
            Key.of("path", Kinds.PATH, "A file, a folder, or a path with wildcards").required();

    static final Key<Duration> WATCH =
            Key.of(
                    "watch",
                    Kinds.POSITIVE,
                    "How often to look for what is new; if absent, what is there is read and that is all");

    static final Variants VARIANTS =
            Variants.by(CONNECTOR)
                    .with(
                            KAFKA,
                            Shape.of(
                                            "Kafka topics",
                                            CONNECTOR,
                                            FORMAT,
                                            TOPIC,
                                            TOPIC_PATTERN,
                                            START,
                                            ON_GAP,
                                            TOMBSTONES,
                                            KEY_FIELD,
                                            HEADERS_FIELD,
                                            PROPERTIES)
                                    .withOneOf(TOPIC, TOPIC_PATTERN)
                                    .withOptionsOf(format -> true))
                    .with(
                            FILES,
                            Shape.of(
                                            "Files, read one after another in the order of their names",
                                            CONNECTOR,
                                            FORMAT,
                                            PATH,
                                            WATCH)
                                    .withOptionsOf(SourceFormat::forFiles));

    private SourceShape() {}

    private static String regularExpression(String text) {
        try {
            return Pattern.compile(text).pattern();
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'%s' is no regular expression: %s".formatted(text, e.getDescription()), e);
        }
    }
}
