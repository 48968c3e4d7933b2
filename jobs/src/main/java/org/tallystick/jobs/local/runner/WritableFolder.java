package org.tallystick.jobs.local.runner;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds out whether a folder can be written to before anything depends on it. */
public final class WritableFolder {
    /** A disk with less is full. */
    private static final int ENOUGH = 64 << 10;

    private WritableFolder() {}

    /**
     * Makes the folder, if need be, and writes to it.
     *
     * @throws UnwritableException one line that names it, where that fails
     */
    public static void require(Path folder) throws UnwritableException {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.write(Files.createTempFile(folder, ".try", ""), new byte[ENOUGH]));
        } catch (IOException e) {
            throw new UnwritableException("cannot write to " + folder + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "it is no folder";
        }
        return e instanceof FileSystemException at && at.getReason() != null
                ? at.getReason()
                : e.getMessage();
    }

    /** Whether it seems possible, without trying: of a folder that is not there, above it. */
    public static boolean seems(Path folder) {
        return Stream.iterate(folder.toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(Files::exists)
                .findFirst()
                .filter(Files::isDirectory)
                .filter(Files::isWritable)
                .isPresent();
    }
}
