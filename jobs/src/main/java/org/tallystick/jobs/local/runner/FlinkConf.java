package org.tallystick.jobs.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads Flink's {@code config.yaml} as Flink's own processes do: nested names become dotted. */
public final class FlinkConf {
    private static final String FILE = "config.yaml";

    private FlinkConf() {}

    /** The settings in {@code config.yaml} of a folder. */
    public static Configuration load(Path folder) throws IOException {
        var yaml = Files.readString(folder.resolve(FILE));
        var settings = LoadSettings.builder().setLabel(folder.resolve(FILE).toString()).build();
        var flat = new HashMap<String, String>();
        flatten("", new Load(settings).loadFromString(yaml), flat);
        return Configuration.fromMap(flat);
    }

    private static void flatten(String name, Object value, Map<String, String> flat) {
        if (value instanceof Map<?, ?> children) {
            var prefix = name.isEmpty() ? "" : name + ".";
            children.forEach((key, child) -> flatten(prefix + key, child, flat));
        } else {
            flat.put(name, String.valueOf(value));
        }
    }
}
