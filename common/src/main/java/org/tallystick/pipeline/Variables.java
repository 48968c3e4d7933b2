package org.tallystick.pipeline;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tallystick.text.Spelling;

/**
 * Fills in <code>${NAME}</code> from the environment; <code>$${</code> stands for <code>${</code>.
 */
final class Variables {
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\$\\{|\\$\\{(?:([A-Za-z_][A-Za-z0-9_]*)\\})?");

    /** Shorter values are no secrets, and parts of other words. */
    private static final int SHORTEST_SECRET = 4;

    private final Map<String, String> environment;
    private final Map<String, String> used = new TreeMap<>();

    Variables(Map<String, String> environment) {
        this.environment = environment;
    }

    static boolean in(String text) {
        return VARIABLE.matcher(text).results().anyMatch(match -> !match.group().startsWith("$$"));
    }

    /**
     * The text with its variables filled in.
     *
     * @throws IllegalArgumentException naming the variable that is not set
     */
    String fill(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(value(match.group(), match.group(1))));
    }

    private String value(String whole, String name) {
        if (whole.startsWith("$$")) {
            return "${";
        }
        if (name == null) {
            throw new IllegalArgumentException(
                    "'${' begins a variable as in ${NAME}, write '$${' for the text itself");
        }
        var value = Optional.ofNullable(environment.get(name));
        value.ifPresent(present -> used.put(name, present));
        return value.orElseThrow(() -> new IllegalArgumentException(unset(name)));
    }

    private String unset(String name) {
        return "environment variable "
                + name
                + " is not set"
                + Spelling.suggestion(name, environment.keySet());
    }

    /** Puts the names back in place of the values: for messages of others. */
    String scrub(String message) {
        var scrubbed = message;
        for (var variable : used.entrySet()) {
            if (variable.getValue().length() >= SHORTEST_SECRET) {
                var name = "${" + variable.getKey() + "}";
                scrubbed = scrubbed.replace(variable.getValue(), name);
            }
        }
        return scrubbed;
    }
}
