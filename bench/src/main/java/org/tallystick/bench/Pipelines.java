package org.tallystick.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.tallystick.jobs.plan.Plan;

/** Tallystick's pipeline file of each query. */
final class Pipelines {
    private static final Pattern ARCHIVE = Pattern.compile("(?s)archive:.*?(?=metrics:)");

    /** There has to be one; results are digested instead. */
    private static final String SINK = "sinks: [{connector: print}]\n";

    private Pipelines() {}

    /**
     * @param archived whether it is to have an archive
     */
    static Plan plan(Setup setup, boolean archived) throws Exception {
        var file = setup.scratch().resolve("pipeline.yaml");
        Files.writeString(setup.scratch().resolve("click.avsc"), resource("click.avsc"));
        var text = text(setup);
        Files.writeString(file, archived ? text : ARCHIVE.matcher(text).replaceFirst(SINK));
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
