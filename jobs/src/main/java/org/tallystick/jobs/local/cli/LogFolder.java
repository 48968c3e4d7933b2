package org.tallystick.jobs.local.cli;

import java.nio.file.Path;
import org.tallystick.jobs.local.runner.WritableFolder;

/**
 * Where the log goes: the folder that was asked for or, where that cannot be written, a temporary
 * one. A line on the console that speaks of a stack trace names the file.
 */
final class LogFolder {
    private static final String PROPERTY = "tallystick.logs";
    private static final String FILE = "tallystick.log";

    private LogFolder() {}

    /** Decides, before anything is logged. */
    static void choose() {
        if (!WritableFolder.seems(folder())) {
            var temporary = Path.of(System.getProperty("java.io.tmpdir"));
            var user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9]", "_");
            System.setProperty(PROPERTY, temporary.resolve("tallystick-" + user).toString());
        }
    }

    static Path file() {
        return folder().resolve(FILE);
    }

    private static Path folder() {
        return Path.of(System.getProperty(PROPERTY, "data/logs"));
    }
}
