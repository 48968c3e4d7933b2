package org.tallystick.text;

import java.nio.file.Path;

/**
 * A local path as Flink and Hadoop take it: {@code file:/my own/folder}.
 *
 * <p>Not {@link Path#toUri()}: both take its {@code %20} for the name of a folder beside the one
 * that was meant.
 */
public final class FileUri {
    private FileUri() {}

    /** The path, absolute, after {@code file:}. */
    public static String of(Path path) {
        return "file:" + path.toAbsolutePath().normalize();
    }
}
