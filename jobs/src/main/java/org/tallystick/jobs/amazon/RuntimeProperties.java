package org.tallystick.jobs.amazon;

import com.amazonaws.services.kinesisanalytics.runtime.KinesisAnalyticsRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.text.Spelling;

/**
 * The arguments of a job as Amazon Managed Service for Apache Flink has them: in the property group
 * {@value #GROUP} of the application.
 *
 * <ul>
 *   <li>{@code pipeline}: the URI of the pipeline file
 *   <li>{@code pipeline-text}: in its place, the file itself; paths in it begin at a scheme
 *   <li>{@code set.PATH}: a value in place of the file's, as {@code --set PATH=VALUE}
 *   <li>{@code again}, {@code new-history}, {@code resume}: as the options of their names
 * </ul>
 */
public final class RuntimeProperties {
    static final String GROUP = "tallystick";

    private static final String PIPELINE = "pipeline";
    private static final String TEXT = "pipeline-text";
    private static final String SET = "set.";
    private static final List<String> OPTIONS = List.of("again", "new-history", "resume");
    private static final List<String> KNOWN =
            List.of(PIPELINE, TEXT, SET + "PATH", "again", "new-history", "resume");

    private RuntimeProperties() {}

    /**
     * The arguments that this machine's properties stand for; none outside of the service.
     *
     * @throws BadArgumentException where there are properties, but not those of a job
     */
    public static List<String> arguments() throws IOException, BadArgumentException {
        var groups = KinesisAnalyticsRuntime.getApplicationProperties();
        return groups.isEmpty() ? List.of() : arguments(groups);
    }

    /** The same, of the properties in a file. */
    static List<String> arguments(String file) throws IOException, BadArgumentException {
        return arguments(KinesisAnalyticsRuntime.getApplicationProperties(file));
    }

    private static List<String> arguments(Map<String, Properties> groups)
            throws IOException, BadArgumentException {
        var group = groups.get(GROUP);
        if (group == null) {
            throw new BadArgumentException(
                    "the application has no property group '%s', only %s"
                            .formatted(GROUP, new TreeSet<>(groups.keySet())));
        }
        var arguments = new ArrayList<>(List.of("--pipeline", pipeline(group)));
        for (var key : new TreeSet<>(group.stringPropertyNames())) {
            add(key, group.getProperty(key), arguments);
        }
        return arguments;
    }

    private static void add(String key, String value, List<String> arguments)
            throws BadArgumentException {
        if (key.startsWith(SET)) {
            arguments.addAll(List.of("--set", key.substring(SET.length()) + "=" + value));
        } else if (OPTIONS.contains(key)) {
            arguments.addAll(List.of("--" + key, value));
        } else if (!key.equals(PIPELINE) && !key.equals(TEXT)) {
            throw new BadArgumentException(
                    "unknown property '%s' in the group '%s', there are %s%s"
                            .formatted(
                                    key,
                                    GROUP,
                                    String.join(", ", KNOWN),
                                    Spelling.suggestion(key, KNOWN)));
        }
    }

    private static String pipeline(Properties group) throws IOException, BadArgumentException {
        var uri = group.getProperty(PIPELINE);
        var text = group.getProperty(TEXT);
        if ((uri == null) == (text == null)) {
            throw new BadArgumentException(
                    "the property group '%s' needs either '%s' or '%s'"
                            .formatted(GROUP, PIPELINE, TEXT));
        }
        return uri != null ? uri : written(text);
    }

    /** It is read before the job is submitted, on this machine. */
    private static String written(String text) throws IOException {
        var file = Files.createTempFile("pipeline", ".yaml");
        file.toFile().deleteOnExit();
        return Files.writeString(file, text).toString();
    }
}
