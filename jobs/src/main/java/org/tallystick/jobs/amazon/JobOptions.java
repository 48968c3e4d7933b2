package org.tallystick.jobs.amazon;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.tallystick.jobs.arguments.BadArgumentException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a job that may be properties, by their names without dashes. */
public final class JobOptions {
    /**
     * Properties of their own, or the service's: it alone says what its applications start from.
     */
    private static final Set<String> NO_PROPERTIES = Set.of("pipeline", "set", "resume");

    /** What options are called whose values are paths. */
    private static final Set<String> PATHS = Set.of("PATH", "FILE.sql");

    private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");
    private static final String DASHES = "--";

    private final TreeMap<String, OptionSpec> options = new TreeMap<>();

    private JobOptions() {}

    /**
     * Those that picocli's annotations describe.
     *
     * @param annotated the job's arguments
     */
    public static JobOptions of(Object annotated) {
        var found = new JobOptions();
        for (var option : CommandSpec.forAnnotatedObject(annotated).options()) {
            var name = option.longestName().substring(DASHES.length());
            if (!NO_PROPERTIES.contains(name)) {
                found.options.put(name, option);
            }
        }
        return found;
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    Set<String> names() {
        return options.keySet();
    }

    /**
     * The option as arguments; none where one that takes no value is {@code false}.
     *
     * @throws BadArgumentException where the value is not that of such an option, or is a path of
     *     one machine
     */
    List<String> given(String name, String value) throws BadArgumentException {
        var option = options.get(name);
        if (option.typeInfo().isBoolean()) {
            return flag(name, value);
        }
        if (PATHS.contains(option.paramLabel()) && !URI.matcher(value).matches()) {
            throw new BadArgumentException(
                    "'%s' is '%s', a path of one machine: write a URI".formatted(name, value));
        }
        return List.of(DASHES + name, value);
    }

    private static List<String> flag(String name, String value) throws BadArgumentException {
        return switch (value) {
            case "true" -> List.of(DASHES + name);
            case "false" -> List.of();
            default ->
                    throw new BadArgumentException(
                            "'%s' is '%s', not one of true, false".formatted(name, value));
        };
    }
}
