package org.tallystick.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.tallystick.jobs.Plan;

/** Tallystick's pipeline file of each query. */
final class Pipelines {
    private Pipelines() {}

    static Plan plan(Setup setup) throws Exception {
        var file = setup.scratch().resolve("pipeline.yaml");
        Files.writeString(setup.scratch().resolve("click.avsc"), resource("click.avsc"));
        Files.writeString(file, text(setup));
        return Plan.read(
                file.toString(),
                Map.of(
                        "TOPIC", setup.topic(),
                        "BOOTSTRAP", setup.bootstrap(),
                        "ARCHIVE", setup.archive().toString()));
    }

    private static String text(Setup setup) throws IOException {
        var name = setup.query().name().toLowerCase(Locale.ROOT) + ".yaml";
        var text =
                setup.options().containsKey("pipeline")
                        ? Files.readString(Path.of(setup.option("pipeline", "")))
                        : resource(name);
        return text.replace(
                "allowed-lateness: 0 s", "allowed-lateness: " + setup.option("lateness", "0 s"));
    }

    private static String resource(String name) throws IOException {
        try (var in = Pipelines.class.getResourceAsStream("/pipelines/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
