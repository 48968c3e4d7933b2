package org.tallystick.pipeline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A database as a sink. */
public final class JdbcSinkWords implements SinkWords {
    /** What the addresses of the one database that is known begin with. */
    private static final String POSTGRESQL = "jdbc:postgresql:";

    static final Key<String> URL =
            Key.of(
                            "url",
                            new Scalar<>(
                                    "url",
                                    JdbcSinkWords::url,
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

    private static final Shape SHAPE =
            Shape.of(
                    "PostgreSQL: a table for each metric",
                    URL,
                    USER,
                    PASSWORD,
                    DRIVER,
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
        return section.get(URL).map(url -> new SinkSpec.Jdbc(url, properties, rejectedCells));
    }

    private static void take(Section section, Key<String> key, Map<String, String> properties) {
        var value = section.get(key);
        if (value.isPresent() && properties.put(key.name(), value.get()) != null) {
            section.problemAtKey(key, "'" + key.name() + "' is in 'properties' too, keep one");
        }
    }

    /** The message keeps the URL to itself: there may be a password in it. */
    private static String url(String url) {
        if (!url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException(
                    "only PostgreSQL is known here, the url begins with " + POSTGRESQL);
        }
        return url;
    }
}
