package org.tallystick.query;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tallystick.aggregate.Aggregates;

/** The aggregate functions of SQL, and what each is here. Names are in capitals. */
public final class SqlAggregates {
    /** Those that mean the same here, under the names that they have here. */
    private static final Map<String, String> SAME =
            Map.of(
                    "COUNT", "count",
                    "SUM", "sum",
                    "AVG", "avg",
                    "MIN", "min",
                    "MAX", "max",
                    "VARIANCE", "variance",
                    "VAR_SAMP", "variance",
                    "STDDEV", "stddev",
                    "STDDEV_SAMP", "stddev",
                    "APPROX_COUNT_DISTINCT", "approx_count_distinct");

    private static final String SAMPLES =
            "here are those of samples alone: VAR_SAMP and STDDEV_SAMP";
    private static final String ARRIVAL =
            "it goes by arrival; first(x) and last(x) go by event time";
    private static final String NONE = "there is nothing like it here";

    /** The others, and what to do without them. */
    private static final Map<String, String> OTHERS =
            Map.ofEntries(
                    Map.entry("VAR_POP", SAMPLES),
                    Map.entry("STDDEV_POP", SAMPLES),
                    Map.entry("FIRST_VALUE", ARRIVAL),
                    Map.entry("LAST_VALUE", ARRIVAL),
                    Map.entry("PERCENTILE", "write approx_percentile(x, 0.95)"),
                    Map.entry("LISTAGG", NONE),
                    Map.entry("COLLECT", NONE),
                    Map.entry("ARRAY_AGG", NONE),
                    Map.entry("JSON_OBJECTAGG", NONE),
                    Map.entry("JSON_ARRAYAGG", NONE),
                    Map.entry("GROUPING", NONE),
                    Map.entry("GROUP_ID", NONE),
                    Map.entry("GROUPING_ID", NONE));

    /** Whose results SQL has in the type of their arguments, and this project as DOUBLE. */
    private static final Set<String> OF_ARGUMENTS_TYPE = Set.of("avg", "variance", "stddev");

    private static final Map<String, String> HERE = here();

    private SqlAggregates() {}

    private static Map<String, String> here() {
        var here = new HashMap<>(SAME);
        Aggregates.names().forEach(name -> here.putIfAbsent(name.toUpperCase(Locale.ROOT), name));
        return Map.copyOf(here);
    }

    /** Whether SQL has an aggregate function of this name. */
    public static boolean isInSql(String name) {
        return SAME.containsKey(name) || OTHERS.containsKey(name);
    }

    /** Whether SQL or this project has an aggregate function of this name. */
    static boolean isKnown(String name) {
        return HERE.containsKey(name) || OTHERS.containsKey(name);
    }

    /** What the function is called here; empty where it cannot be had. */
    static Optional<String> here(String name) {
        return Optional.ofNullable(HERE.get(name));
    }

    /** What to do without a function that cannot be had. */
    static String instead(String name) {
        return OTHERS.getOrDefault(name, NONE);
    }

    /**
     * @param function as it is called here
     */
    static boolean hasTypeOfArgument(String function) {
        return OF_ARGUMENTS_TYPE.contains(function);
    }
}
