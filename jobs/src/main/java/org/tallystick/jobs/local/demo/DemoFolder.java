package org.tallystick.jobs.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.tallystick.jobs.local.runner.BadInputException;

/** The folder of the demo's data: emptied at every start, but only if a demo made it. */
final class DemoFolder {
    private static final String MARKER = ".tallystick-demo";

    private DemoFolder() {}

    /**
     * Makes the folder, or empties it.
     *
     * @throws BadInputException where it holds what no demo put there
     */
    static void prepare(Path folder) throws IOException, BadInputException {
        if (Files.exists(folder)) {
            requireOurs(folder);
            delete(folder);
        }
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(MARKER), "The demo deletes this folder when it starts.\n");
    }

    private static void requireOurs(Path folder) throws IOException, BadInputException {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(folder + " is not a folder: move it away");
        }
        try (var children = Files.list(folder)) {
            if (!Files.exists(folder.resolve(MARKER)) && children.findAny().isPresent()) {
                throw new BadInputException(
                        folder + " was not made by the demo, which would empty it: move it away");
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
