package org.tallystick.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** A database as a sink. */
public final class JdbcSinkWords implements SinkWords {
    private static final String POSTGRESQL = "jdbc:postgresql:";

    /** What the addresses of the databases that are known begin with. */
    private static final String KNOWN = "^jdbc:(postgresql|mariadb|mysql):";

    static final Key<String> URL =
            Key.of(
                            "url",
                            new Scalar<>(
                                    "url",
                                    JdbcSinkWords::url,
                                    TextForm.of(
                                            "database",
                                            KNOWN,
                                            "an address that begins with jdbc:postgresql:,"
                                                    + " jdbc:mariadb: or jdbc:mysql:")),
                            "The database, as jdbc:postgresql://HOST/DATABASE")
                    .required();

    static final Key<String> USER = Key.of("user", Kinds.TEXT, "Who logs in to the database");

    static final Key<String> PASSWORD =
            Key.of("password", Kinds.TEXT, "The user's password, best a variable");

    static final Key<Map<String, String>> DRIVER =
            Key.of("properties", Texts.any(), "Those of the database's driver");

    static final Key<Boolean> HYPERTABLE =
            Key.of(
                            "hypertable",
                            Words.of("true", true, "false", false),
                            "Whether the tables are TimescaleDB's, partitioned by window_start")
                    .or("false");

    private static final Shape SHAPE =
            Shape.of(
                    "PostgreSQL, MariaDB or MySQL: a table for each metric",
                    URL,
                    USER,
                    PASSWORD,
                    DRIVER,
                    HYPERTABLE,
                    OnErrorKey.KEY,
                    RejectedCellsKey.KEY);

    @Override
    public String connector() {
        return "jdbc";
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    public Optional<SinkSpec> read(Section section, Around around) {
        var rejectedCells = section.getOrStandard(RejectedCellsKey.KEY);
        var properties = new HashMap<>(section.get(DRIVER).orElse(Map.of()));
        take(section, USER, properties);
        take(section, PASSWORD, properties);
        boolean hypertable = section.getOrStandard(HYPERTABLE);
        var onRefusal = section.getOrStandard(OnErrorKey.KEY);
        var url = section.get(URL);
        if (hypertable && url.filter(text -> !text.startsWith(POSTGRESQL)).isPresent()) {
            section.problemAtKey(
                    HYPERTABLE, "TimescaleDB is in PostgreSQL, which the url is not of");
        }
        return url.map(
                text -> new SinkSpec.Jdbc(text, properties, hypertable, rejectedCells, onRefusal));
    }

    private static void take(Section section, Key<String> key, Map<String, String> properties) {
        var value = section.get(key);
        if (value.isPresent() && properties.put(key.name(), value.get()) != null) {
            section.problemAtKey(key, "'" + key.name() + "' is in 'properties' too, keep one");
        }
    }

    /** The message keeps the URL to itself: there may be a password in it. */
    private static String url(String url) {
        if (!Pattern.compile(KNOWN).matcher(url).find()) {
            throw new IllegalArgumentException(
                    "the url begins with jdbc:postgresql:, jdbc:mariadb: or jdbc:mysql:");
        }
        return url;
    }
}
