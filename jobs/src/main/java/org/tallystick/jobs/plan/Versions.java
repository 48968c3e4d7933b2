package org.tallystick.jobs.plan;

import java.io.IOException;
import java.util.Properties;

/** What this is, for a bug report. */
public final class Versions {
    private Versions() {}

    /** Tallystick's version. */
    public static String tallystick() throws IOException {
        return built().getProperty("tallystick");
    }

    /** Tallystick's, Flink's and Java's versions, in one line. */
    public static String text() throws IOException {
        var versions = built();
        return "Tallystick "
                + versions.getProperty("tallystick")
                + ", Flink "
                + versions.getProperty("flink")
                + ", Java "
                + Runtime.version();
    }

    /** What the build wrote. */
    private static Properties built() throws IOException {
        var versions = new Properties();
        try (var file = Versions.class.getResourceAsStream("versions.properties")) {
            versions.load(file);
        }
        return versions;
    }
}
