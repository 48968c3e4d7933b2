package org.tallystick.pipeline;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** A text file on any Flink file system. */
final class TextFile {
    /** Larger files are no pipelines and no schemas. */
    private static final int LARGEST = 1 << 20;

    private TextFile() {}

    /**
     * The file's text, without a byte order mark.
     *
     * @throws IOException also if it is larger than 1 MiB or not UTF-8
     */
    static String read(Path path) throws IOException {
        byte[] bytes;
        try (var in = FileSystem.getUnguardedFileSystem(path.toUri()).open(path)) {
            bytes = in.readNBytes(LARGEST + 1);
        }
        if (bytes.length > LARGEST) {
            throw new TooLarge();
        }
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** The path of a text, the problem noted if it has none. */
    static Optional<Path> path(String file, Findings findings) {
        try {
            return Optional.of(new Path(file));
        } catch (IllegalArgumentException e) {
            findings.add(Optional.empty(), "no path or URI");
            return Optional.empty();
        }
    }

    /** Why a file cannot be read, without its path, in which there may be secrets. */
    static String reason(IOException e) {
        if (e instanceof FileNotFoundException) {
            return "there is no such file";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        return e instanceof TooLarge ? "it is larger than 1 MiB" : e.getClass().getSimpleName();
    }

    private static final class TooLarge extends IOException {}

    /** {@code child} as seen from the folder of {@code file}, unless it is absolute. */
    static Path beside(Path file, String child) {
        var path = new Path(child);
        boolean alone = path.isAbsolute() || path.toUri().getScheme() != null;
        return alone || file.getParent() == null ? path : new Path(file.getParent(), path);
    }
}
