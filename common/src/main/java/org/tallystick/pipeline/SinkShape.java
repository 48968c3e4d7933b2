package org.tallystick.pipeline;

import java.util.List;
import java.util.Map;

/** The keys of each of {@code sinks}, by its connector. */
final class SinkShape {
    static final String KAFKA = "kafka";
    static final String JDBC = "jdbc";
    static final String FILES = "files";
    static final String PRINT = "print";

    /** What the addresses of the one database that is known begin with. */
    private static final String POSTGRESQL = "jdbc:postgresql:";

    static final Key<String> CONNECTOR =
            Key.of(
                            "connector",
                            Words.of(List.of(KAFKA, JDBC, FILES, PRINT)),
                            "What kind of sink it is")
                    .required();

    static final Key<String> TOPIC =
            Key.of("topic", Kinds.TEXT, "The topic that results are written to").required();

    static final Key<Boolean> TRANSACTIONAL =
            Key.of(
                            "transactional",
                            Words.of("true", true, "false", false),
                            "Whether records become visible only with the checkpoint")
                    .or("false");

    static final Key<Map<String, String>> PRODUCER =
            Key.of(
                    "properties",
                    new Texts(SourceShape.CLIENT.known(), List.of()),
                    "Those of the Kafka producer; servers are the source's if absent");

    static final Key<String> REJECTED_CELLS =
            Key.of(
                            "rejected-cells",
                            Kinds.TEXT,
                            "The folder of the cells that the sink refuses for themselves")
                    .or(SinkSpec.REJECTED_CELLS);

    static final Key<String> URL =
            Key.of(
                            "url",
                            new Scalar<>(
                                    "url",
                                    SinkShape::url,
                                    TextForm.of(
                                            "postgresql",
                                            "^" + POSTGRESQL,
                                            "an address that begins with " + POSTGRESQL)),
                            "The database, as jdbc:postgresql://HOST/DATABASE")
                    .required();

    static final Key<String> USER = Key.of("user", Kinds.TEXT, "Who logs in to the database");

    static final Key<String> PASSWORD =
            Key.of("password", Kinds.TEXT, "The user's password, best a variable");

    static final Key<Map<String, String>> DRIVER =
            Key.of("properties", Texts.any(), "Those of the PostgreSQL driver");

    static final Key<Value> PATH =
            Key.of("path", Kinds.PATH, "The folder that results are written to").required();

    static final Variants VARIANTS =
            Variants.by(CONNECTOR)
                    .with(
                            KAFKA,
                            Shape.of(
                                    "A Kafka topic: upserts, and tombstones for retractions",
                                    CONNECTOR,
                                    TOPIC,
                                    TRANSACTIONAL,
                                    PRODUCER,
                                    REJECTED_CELLS))
                    .with(
                            JDBC,
                            Shape.of(
                                    "PostgreSQL: a table for each metric",
                                    CONNECTOR,
                                    URL,
                                    USER,
                                    PASSWORD,
                                    DRIVER,
                                    REJECTED_CELLS))
                    .with(FILES, Shape.of("JSON lines in files of a folder", CONNECTOR, PATH))
                    .with(PRINT, Shape.of("JSON lines on standard output", CONNECTOR));

    private SinkShape() {}

    /** The message keeps the URL to itself: there may be a password in it. */
    private static String url(String url) {
        if (!url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException(
                    "only PostgreSQL is known here, the url begins with " + POSTGRESQL);
        }
        return url;
    }
}
