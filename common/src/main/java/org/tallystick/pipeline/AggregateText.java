package org.tallystick.pipeline;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tallystick.aggregate.Aggregates;
import org.tallystick.text.PortablePatterns;
import org.tallystick.text.Spelling;

/** Reads {@code approx_percentile(delay, 0.95)}. */
final class AggregateText {
    private static final Pattern CALL =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_]*)\\s*\\((.*)\\)\\s*", Pattern.DOTALL);

    private AggregateText() {}

    /** Which texts {@link #parse} takes. */
    static TextForm form() {
        var names = Aggregates.names().stream().map(PortablePatterns::inAnyCase).sorted();
        return TextForm.of(
                        "aggregate",
                        "^%1$s*(?:%2$s)%1$s*\\([\\s\\S]*\\)%1$s*$"
                                .formatted(
                                        PortablePatterns.BLANK,
                                        names.collect(Collectors.joining("|"))),
                        "function(arguments), of the functions "
                                + String.join(", ", new TreeSet<>(Aggregates.names())))
                .ofAnyCharacters();
    }

    /**
     * The aggregate of the given name.
     *
     * @throws IllegalArgumentException in one line that says what is wrong
     */
    static AggregateExpression parse(String name, String text) {
        var call = CALL.matcher(text);
        if (!call.matches()) {
            throw new IllegalArgumentException(
                    "write an aggregate as function(arguments), for example count() or avg(x)");
        }
        var function = call.group(1).toLowerCase(Locale.ROOT);
        if (!Aggregates.names().contains(function)) {
            throw new IllegalArgumentException(unknown(call.group(1)));
        }
        return new AggregateExpression(name, function, arguments(function, call.group(2)));
    }

    private static String unknown(String function) {
        var names = new TreeSet<>(Aggregates.names());
        return "unknown aggregate function '%s'%s"
                .formatted(
                        function,
                        Spelling.nearest(function, names)
                                .map(near -> " (did you mean '" + near + "'?)")
                                .orElseGet(() -> ", there are " + String.join(", ", names)));
    }

    private static List<String> arguments(String function, String text) {
        if (text.isBlank() || (function.equals("count") && text.strip().equals("*"))) {
            return List.of();
        }
        var arguments = SqlText.splitAtCommas(text);
        if (arguments.contains("")) {
            throw new IllegalArgumentException("an argument of " + function + " is empty");
        }
        if (arguments.get(0).toLowerCase(Locale.ROOT).matches("distinct\\b.*")) {
            throw new IllegalArgumentException(
                    "DISTINCT is part of a function's name here: count_distinct(x)");
        }
        return arguments;
    }
}
