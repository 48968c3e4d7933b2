package org.tallystick.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tallystick.jobs.plan.Plan;

/** Tallystick's pipeline file of each query. */
public final class Pipelines {
    private static final Pattern ARCHIVE = Pattern.compile("(?s)archive:.*?(?=metrics:)");

    /** There has to be one; results are digested instead. */
    private static final String SINK = "sinks: [{connector: print}]\n";

    private static final Pattern SOURCE = Pattern.compile("(?s)source:.*?(?=archive:)");

    private Pipelines() {}

    /**
     * That of a query, from another source and to another sink, without an archive.
     *
     * @param source what stands in the file, on one line
     * @param sink likewise
     */
    public static Plan plan(Setup setup, String source, String sink) throws Exception {
        var from = SOURCE.matcher(text(setup)).replaceFirst(quoted("source: " + source));
        return read(setup, ARCHIVE.matcher(from).replaceFirst(quoted("sinks: [" + sink + "]")));
    }

    private static String quoted(String line) {
        return Matcher.quoteReplacement(line + "\n");
    }

    /**
     * @param archived whether it is to have an archive
     */
    static Plan plan(Setup setup, boolean archived) throws Exception {
        var text = text(setup);
        return read(setup, archived ? text : ARCHIVE.matcher(text).replaceFirst(SINK));
    }

    private static Plan read(Setup setup, String text) throws Exception {
        var file = setup.scratch().resolve("pipeline.yaml");
        Files.writeString(setup.scratch().resolve("click.avsc"), resource("click.avsc"));
        Files.writeString(file, text);
        return Plan.read(
                file.toString(),
                List.of(),
                Map.of(
                        "TOPIC", setup.topic(),
                        "BOOTSTRAP", setup.bootstrap(),
                        "ARCHIVE", setup.archive().toAbsolutePath().toString()));
    }

    private static String text(Setup setup) throws IOException {
        var name = setup.query().name().toLowerCase(Locale.ROOT) + ".yaml";
        var text =
                setup.options().containsKey("pipeline")
                        ? Files.readString(Path.of(setup.option("pipeline", "")))
                        : resource(name);
        var disordered = set(text, "out-of-orderness", setup.options().get("disorder"));
        return set(disordered, "allowed-lateness", setup.options().get("lateness"));
    }

    /**
     * @param value null leaves what the text says
     */
    private static String set(String text, String setting, String value) {
        return value == null ? text : text.replaceAll(setting + ": .*", setting + ": " + value);
    }

    private static String resource(String name) throws IOException {
        try (var in = Pipelines.class.getResourceAsStream("/pipelines/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
