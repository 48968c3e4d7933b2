package org.tallystick.jobs.amazon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.pipeline.ArchiveSpec;
import org.tallystick.pipeline.Pipeline;

/**
 * The paths of a pipeline that mean files of one machine: on the service every process has files of
 * its own, which are gone with it.
 */
public final class LocalPaths {
    private static final Pattern ABSOLUTE = Pattern.compile("/.*|(file|local|jdbc:sqlite):/.*");
    private static final Pattern ELSEWHERE = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");
    private static final String SQLITE = "jdbc:sqlite:";

    private LocalPaths() {}

    /**
     * Refuses those that are relative, and tells of the others, a line each.
     *
     * @throws BadArgumentException with the keys of all that are relative, in one line
     */
    public static void refuseRelative(Pipeline pipeline, Consumer<String> tell)
            throws BadArgumentException {
        var relative = new ArrayList<String>();
        paths(pipeline)
                .forEach(
                        (key, path) -> {
                            if (ABSOLUTE.matcher(path).matches()) {
                                tell.accept(key + " is on the disk of one machine alone: " + path);
                            } else if (!ELSEWHERE.matcher(path).matches()) {
                                relative.add("%s ('%s')".formatted(key, path));
                            }
                        });
        if (!relative.isEmpty()) {
            throw new BadArgumentException(
                    "write a URI, such as s3://BUCKET/FOLDER: there is no folder that all machines"
                            + " have for "
                            + String.join(", ", relative));
        }
    }

    /** By the keys that name them in the file. */
    private static Map<String, String> paths(Pipeline pipeline) {
        var paths = new LinkedHashMap<String, String>();
        if (pipeline.source().isOfFiles()) {
            paths.put("source.path", pipeline.source().settings().get("path"));
        }
        pipeline.archive().ifPresent(archive -> addFiles(archive, paths));
        for (int i = 0; i < pipeline.sinks().size(); i++) {
            var sink = "sinks[" + i + "].";
            pipeline.sinks().get(i).folders().forEach((key, path) -> paths.put(sink + key, path));
        }
        return paths;
    }

    /** Of a REST catalog and its like, a warehouse is a name. */
    private static void addFiles(ArchiveSpec archive, Map<String, String> paths) {
        var catalog = archive.catalog();
        var warehouse = catalog.get("warehouse");
        if (warehouse != null && ofPaths(catalog.getOrDefault("type", ""), warehouse)) {
            paths.put("archive.catalog.warehouse", warehouse);
        }
        var uri = catalog.getOrDefault("uri", "");
        if (uri.startsWith(SQLITE)) {
            paths.put("archive.catalog.uri", uri);
        }
    }

    private static boolean ofPaths(String type, String warehouse) {
        return List.of("jdbc", "hadoop", "glue").contains(type)
                || ABSOLUTE.matcher(warehouse).matches();
    }
}
