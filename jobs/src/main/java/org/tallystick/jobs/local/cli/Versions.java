package org.tallystick.jobs.local.cli;

import java.io.IOException;
import java.util.Properties;

/** What this is, for a bug report. */
final class Versions {
    private Versions() {}

    /** Tallystick's, Flink's and Java's versions, in one line; the build wrote the first two. */
    static String text() throws IOException {
        var versions = new Properties();
        try (var file = Versions.class.getResourceAsStream("versions.properties")) {
            versions.load(file);
        }
        return "Tallystick "
                + versions.getProperty("tallystick")
                + ", Flink "
                + versions.getProperty("flink")
                + ", Java "
                + Runtime.version();
    }
}
