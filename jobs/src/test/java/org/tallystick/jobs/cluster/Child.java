package org.tallystick.jobs.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A process that a test starts, and may kill. What it prints is in a file. */
public record Child(Process process, Path printed) implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);

    public static Child start(Path printed, List<String> command, Map<String, String> environment)
            throws IOException {
        var builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        return new Child(builder.start(), printed);
    }

    /** This JVM's own java, without a terminal. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Waits until it has printed a text. */
    Child awaitPrinted(String text) throws Exception {
        Await.until(
                text,
                START,
                this::text,
                () -> {
                    if (!process.isAlive()) {
                        throw new IOException(process.exitValue() + " at once: " + text());
                    }
                    return text().contains(text);
                });
        return this;
    }

    /** What a short process has printed. */
    public String awaitEnd() throws InterruptedException {
        process.waitFor();
        return text();
    }

    public String text() {
        try {
            return Files.readString(printed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As {@code kill -9} does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
