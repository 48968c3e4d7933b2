package org.tallystick.window;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tallystick.text.Spelling;

/**
 * A window's text cut into its clauses, which are not yet understood.
 *
 * @param kind the first word
 * @param size what stands behind it, up to the first clause
 * @param clauses what stands behind {@code every}, {@code offset} and {@code in}
 */
record WindowText(String kind, String size, Map<String, String> clauses) {
    private static final List<String> ORDER = List.of("every", "offset", "in");
    private static final Map<String, String> EXAMPLES =
            new TreeMap<>(
                    Map.of(
                            "tumbling", "tumbling 1 h",
                            "sliding", "sliding 1 h every 5 min",
                            "cumulative", "cumulative 1 d every 1 h in America/New_York",
                            "session", "session 30 min"));

    static WindowText parse(String text) {
        var words = List.of(text.strip().split("\\s+"));
        var kind = words.get(0);
        if (!EXAMPLES.containsKey(kind)) {
            throw new IllegalArgumentException(
                    "begin with "
                            + String.join(", ", EXAMPLES.keySet())
                            + Spelling.suggestion(kind, EXAMPLES.keySet()));
        }
        var clauses = clauses(words.subList(1, words.size()));
        var size = clauses.remove("");
        if (size.isEmpty()) {
            throw new IllegalArgumentException(
                    "the size is missing, write '" + example(kind) + "'");
        }
        return new WindowText(kind, size, clauses);
    }

    static String example(String kind) {
        return EXAMPLES.get(kind);
    }

    Optional<String> clause(String name) {
        return Optional.ofNullable(clauses.get(name));
    }

    /** The words by the clause they stand in; those before the first clause under "". */
    private static Map<String, String> clauses(List<String> words) {
        var clauses = new TreeMap<String, String>();
        var current = "";
        var content = new ArrayList<String>();
        for (var word : words) {
            if (ORDER.contains(word)) {
                put(clauses, current, content);
                checkOrder(current, word);
                current = word;
                content.clear();
            } else {
                content.add(word);
            }
        }
        put(clauses, current, content);
        return clauses;
    }

    private static void put(Map<String, String> clauses, String name, List<String> content) {
        if (content.isEmpty() && !name.isEmpty()) {
            throw new IllegalArgumentException("nothing stands behind '" + name + "'");
        }
        clauses.put(name, String.join(" ", content));
    }

    private static void checkOrder(String before, String clause) {
        if (ORDER.indexOf(clause) <= ORDER.indexOf(before)) {
            throw new IllegalArgumentException(
                    "'" + clause + "' stands behind '" + before + "', the order is " + ORDER);
        }
    }
}
