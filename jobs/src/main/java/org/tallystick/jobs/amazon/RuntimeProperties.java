package org.tallystick.jobs.amazon;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.text.Spelling;

/**
 * What a job on Amazon Managed Service for Apache Flink has in place of arguments: the
 * application's property group {@value #GROUP}.
 *
 * <ul>
 *   <li>{@code pipeline}: the pipeline file, a URI; or {@code pipeline-text}: the file itself, in
 *       which no path is relative
 *   <li>{@code job}: which job to run
 *   <li>{@code set.PATH}: a value in place of the file's, as {@code --set PATH=VALUE}
 *   <li>{@code env.NAME}: what <code>${NAME}</code> stands for
 *   <li>any other: the option of the job that has its name
 * </ul>
 *
 * <p>No value appears in a message, but those of the job's own options.
 */
public final class RuntimeProperties {
    /** Where the service puts them. */
    public static final Path FILE = Path.of("/etc/flink/application_properties.json");

    static final String GROUP = "tallystick";

    private static final String JOB = "job";
    private static final String PIPELINE = "pipeline";
    private static final String TEXT = "pipeline-text";
    private static final String SET = "set.";
    private static final String VARIABLE = "env.";

    /** Sorted by name, so that mistakes are told in the same order every time. */
    private final SortedMap<String, String> properties;

    private RuntimeProperties(SortedMap<String, String> properties) {
        this.properties = properties;
    }

    /**
     * Reads them, where there are any.
     *
     * @param file has the application's property groups as the service writes them; where there is
     *     no such file, this is not the service
     * @throws BadArgumentException where the file has no group of ours, or not exactly one pipeline
     */
    public static Optional<RuntimeProperties> in(Path file) throws BadArgumentException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var groups = groups(file);
        var group = groups.get(GROUP);
        if (group == null) {
            throw new BadArgumentException(
                    "the application has no property group '%s', only %s"
                            .formatted(GROUP, new TreeSet<>(groups.keySet())));
        }
        var properties = new TreeMap<String, String>();
        group.stringPropertyNames().forEach(name -> properties.put(name, group.getProperty(name)));
        if (properties.containsKey(PIPELINE) == properties.containsKey(TEXT)) {
            throw new BadArgumentException(
                    "the property group '%s' needs '%s' or '%s', and not both"
                            .formatted(GROUP, PIPELINE, TEXT));
        }
        return Optional.of(new RuntimeProperties(properties));
    }

    /** What the library says is left out: it quotes the file, in which there may be secrets. */
    private static Map<String, Properties> groups(Path file) throws BadArgumentException {
        try {
            return KinesisAnalyticsRuntime.getApplicationProperties(file.toString());
        } catch (IOException | NullPointerException e) {
            throw new BadArgumentException(
                    file
                            + " is no list of {\"PropertyGroupId\": \"...\", \"PropertyMap\": {...}}: "
                            + e.getClass().getSimpleName());
        }
    }

    /** The job to run; empty for the one whose main was called. */
    public Optional<String> job() {
        return Optional.ofNullable(properties.get(JOB));
    }

    /** The pipeline itself, where it is in no file. */
    public Optional<String> pipelineText() {
        return Optional.ofNullable(properties.get(TEXT));
    }

    /** What variables of the pipeline stand for; may hold secrets. */
    public Map<String, String> variables() {
        var variables = new TreeMap<String, String>();
        properties.forEach(
                (name, value) -> {
                    if (name.startsWith(VARIABLE)) {
                        variables.put(name.substring(VARIABLE.length()), value);
                    }
                });
        return variables;
    }

    /**
     * The arguments that they stand for; may hold secrets. Where the pipeline is in no file, {@code
     * --pipeline} is the name of the property that it is in.
     *
     * @param options those of the job
     * @throws BadArgumentException where a property is none of ours and none of them
     */
    public List<String> arguments(JobOptions options) throws BadArgumentException {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("--pipeline", properties.getOrDefault(PIPELINE, TEXT)));
        for (var property : properties.entrySet()) {
            var name = property.getKey();
            if (name.startsWith(SET) && name.length() > SET.length()) {
                var path = name.substring(SET.length());
                arguments.addAll(List.of("--set", path + "=" + property.getValue()));
            } else if (options.has(name)) {
                arguments.addAll(options.given(name, property.getValue()));
            } else if (!isOurs(name)) {
                throw new BadArgumentException(unknown(name, options));
            }
        }
        return arguments;
    }

    private static boolean isOurs(String name) {
        boolean variable = name.startsWith(VARIABLE) && name.length() > VARIABLE.length();
        return variable || name.equals(JOB) || name.equals(PIPELINE) || name.equals(TEXT);
    }

    private static String unknown(String name, JobOptions options) {
        var known = new TreeSet<>(options.names());
        known.addAll(List.of(JOB, PIPELINE, TEXT));
        var suggestion = Spelling.suggestion(name, known);
        known.addAll(List.of(SET + "PATH", VARIABLE + "NAME"));
        return "the property group '%s' has an unknown property '%s'%s"
                .formatted(GROUP, name, suggestion.isEmpty() ? ", known are " + known : suggestion);
    }
}
