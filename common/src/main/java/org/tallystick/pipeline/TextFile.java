package org.tallystick.pipeline;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * A text file: on any Flink file system, or behind an http or https address. {@code local:} means
 * this machine's files, as in a FlinkDeployment.
 */
public final class TextFile {
    /** Larger files are no pipelines, no schemas and no scripts. */
    private static final int LARGEST = 1 << 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private TextFile() {}

    /**
     * The file's text, without a byte order mark.
     *
     * @throws IOException also if it is larger than 1 MiB or not UTF-8
     */
    public static String read(Path path) throws IOException {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var text = decoder.decode(ByteBuffer.wrap(bytes(path))).toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /**
     * The bytes of a file that need be no text.
     *
     * @throws IOException also if it is larger than 1 MiB
     */
    static byte[] bytes(Path path) throws IOException {
        try (var in = open(path)) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new TooLarge();
            }
            return bytes;
        }
    }

    private static InputStream open(Path path) throws IOException {
        var scheme = String.valueOf(path.toUri().getScheme());
        return switch (scheme) {
            case "http", "https" -> get(path.toUri());
            case "local" -> Files.newInputStream(java.nio.file.Path.of(path.getPath()));
            default -> FileSystem.getUnguardedFileSystem(path.toUri()).open(path);
        };
    }

    private static InputStream get(URI address) throws IOException {
        var client =
                HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        var request = HttpRequest.newBuilder(address).timeout(PATIENCE).build();
        try {
            var response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != HttpURLConnection.HTTP_OK) {
                response.body().close();
                throw new HttpStatusException(response.statusCode());
            }
            return response.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
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
    public static String reason(IOException e) {
        if (e instanceof FileNotFoundException || e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8";
        }
        if (e instanceof HttpStatusException status) {
            return "the server answers with status " + status.code;
        }
        return e instanceof TooLarge ? "it is larger than 1 MiB" : e.getClass().getSimpleName();
    }

    private static final class TooLarge extends IOException {}

    private static final class HttpStatusException extends IOException {
        private final int code;

        HttpStatusException(int code) {
            super("status " + code);
            this.code = code;
        }
    }

    /**
     * {@code child} as seen from the folder of {@code file}, unless it is absolute.
     *
     * @throws IllegalArgumentException for what Flink takes for a drive's, which has no such folder
     */
    static Path beside(Path file, String child) {
        if (child.matches("[A-Za-z]:([^/].*)?")) {
            throw new IllegalArgumentException(
                    "'" + child + "' begins like a drive: write ./" + child + " for a file");
        }
        var path = new Path(child);
        boolean alone = path.isAbsolute() || path.toUri().getScheme() != null;
        return alone || file.getParent() == null ? path : new Path(file.getParent(), path);
    }
}
