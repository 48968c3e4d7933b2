package org.tallystick.jobs.local.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Several {@code config.yaml} as one, since a Flink process reads one: {@code TARGET LAYER...
 * [-Dname=value]...}.
 *
 * <p>Later layers win over earlier ones, and names given with {@code -D} over all. The result has a
 * line for each setting, {@code name: "value"}, sorted by name.
 */
public final class LayeredConf {
    private static final String SETTING = "-D";
    private static final ObjectMapper JSON = new ObjectMapper();

    private LayeredConf() {}

    /** Writes {@code config.yaml} into the folder that the first argument names. */
    public static void main(String[] arguments) throws IOException {
        var words = List.of(arguments);
        write(Path.of(words.get(0)), merge(words.subList(1, words.size())));
    }

    static Configuration merge(List<String> layersAndSettings) throws IOException {
        var merged = new Configuration();
        var settings = new Configuration();
        for (var word : layersAndSettings) {
            if (word.startsWith(SETTING)) {
                var pair = word.substring(SETTING.length()).split("=", 2);
                settings.setString(pair[0], pair.length == 2 ? pair[1] : "true");
            } else {
                merged.addAll(FlinkConf.load(Path.of(word)));
            }
        }
        merged.addAll(settings);
        return merged;
    }

    private static void write(Path folder, Configuration merged) throws IOException {
        var lines = new ArrayList<String>();
        for (var setting : new TreeMap<>(merged.toMap()).entrySet()) {
            // A text of JSON is a text of YAML, whatever is in it.
            lines.add(setting.getKey() + ": " + JSON.writeValueAsString(setting.getValue()));
        }
        Files.createDirectories(folder);
        Files.write(folder.resolve("config.yaml"), lines);
    }
}
