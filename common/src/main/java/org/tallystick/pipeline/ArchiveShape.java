package org.tallystick.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of {@code archive}. */
final class ArchiveShape {
    private static final String TYPE = "type";
    private static final String IMPLEMENTATION = "catalog-impl";

    static final Texts PROPERTIES = new Texts(known(), List.of(TYPE, IMPLEMENTATION));

    /** A catalog's properties, whose paths begin in the folder of the file. */
    static final Key<Value> CATALOG =
            Key.of(
                            "catalog",
                            new Unread(PROPERTIES),
                            "An Iceberg catalog: its properties, passed on as they stand")
                    .required();

    static final Key<String> NAMESPACE =
            Key.of(
                            "namespace",
                            new Scalar<>(
                                    "namespace", NameRules::namespace, NameRules.namespaceForm()),
                            "Where in the catalog the tables are, with dots between levels")
                    .required();

    static final Shape SHAPE =
            Shape.of(
                    "Where every event, reject and result is kept, to compute all of it again",
                    CATALOG,
                    NAMESPACE);

    private ArchiveShape() {}

    private static Map<String, String> known() {
        var known = new LinkedHashMap<String, String>();
        known.put(TYPE, "jdbc, rest, hive, hadoop, glue, nessie or another that Iceberg knows");
        known.put(IMPLEMENTATION, "In place of 'type': the class of a catalog");
        known.put("uri", "The catalog's address, as jdbc:sqlite:data/catalog.db");
        known.put("warehouse", "Where its tables are, as file:data/warehouse");
        return known;
    }
}
