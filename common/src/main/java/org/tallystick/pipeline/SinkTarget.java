package org.tallystick.pipeline;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Where a sink writes to: what makes it this sink and no other, whatever its other settings are and
 * wherever it stands in the file. It holds no secrets.
 *
 * @param connector as in the pipeline file
 * @param name for people: the topic, the database, or the folder's own name
 * @param address all that tells it from other targets of that connector and name
 */
public record SinkTarget(String connector, String name, String address) {
    private static final Pattern SCHEMA = Pattern.compile("[?&]currentSchema=([^&]*)");

    /** Servers in any order are the same servers. */
    static SinkTarget kafka(String topic, Map<String, String> properties) {
        var servers =
                Arrays.stream(properties.getOrDefault(KafkaSourceWords.SERVERS, "").split(",", -1))
                        .map(String::strip)
                        .sorted()
                        .collect(Collectors.joining(","));
        return new SinkTarget("kafka", topic, servers);
    }

    /** Database and schema, without user, password and parameters. */
    static SinkTarget jdbc(String url, Map<String, String> properties) {
        var database = url.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//");
        var inUrl = SCHEMA.matcher(url);
        var schema = inUrl.find() ? inUrl.group(1) : properties.getOrDefault("currentSchema", "");
        return new SinkTarget("jdbc", database.replaceFirst(".*[/:]", ""), database + " " + schema);
    }

    /** A local path stands for the same folder however it is written. */
    static SinkTarget files(String path) {
        boolean remote = path.matches("[A-Za-z][A-Za-z0-9+.-]+:.*") && !path.startsWith("file:");
        var folder =
                remote
                        ? path.replaceFirst("/+$", "")
                        : Path.of(path.replaceFirst("^file:", ""))
                                .toAbsolutePath()
                                .normalize()
                                .toString();
        return new SinkTarget("files", folder.replaceFirst(".*/", ""), folder);
    }

    static SinkTarget print() {
        return new SinkTarget("print", "stdout", "");
    }
}
