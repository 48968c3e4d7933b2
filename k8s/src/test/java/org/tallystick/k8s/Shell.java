package org.tallystick.k8s;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Programs, run to their end. */
final class Shell {
    private static final int DEADLINE_SECONDS = 60;

    private Shell() {}

    /**
     * What a program left.
     *
     * @param out standard output
     * @param err standard error
     */
    record Run(int exit, String out, String err) {}

    /** Runs a program that must succeed. */
    static Run run(List<String> command) {
        var run = run(command, Map.of());
        if (run.exit() != 0) {
            throw new IllegalStateException(
                    command + " exits with " + run.exit() + ": " + run.err());
        }
        return run;
    }

    /**
     * Runs a program to its end, whatever that is.
     *
     * @param environment what it gets beside PATH and HOME
     */
    static Run run(List<String> command, Map<String, String> environment) {
        try {
            return start(command, environment).end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program. */
    static Started start(List<String> command, Map<String, String> environment) throws IOException {
        var out = File.createTempFile("shell", ".out");
        var err = File.createTempFile("shell", ".err");
        var builder = new ProcessBuilder(command).redirectOutput(out).redirectError(err);
        builder.environment().keySet().retainAll(List.of("PATH", "HOME"));
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    /**
     * A program that runs.
     *
     * @param out standard output so far
     * @param err standard error so far
     */
    record Started(Process process, File out, File err) {

        /** Waits for its end; what takes too long is killed, and fails. */
        Run end() throws IOException {
            try {
                if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("still runs after " + DEADLINE_SECONDS + " s");
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            return new Run(process.exitValue(), text(out), text(err));
        }

        private static String text(File file) throws IOException {
            var text = Files.readString(file.toPath());
            Files.delete(file.toPath());
            return text;
        }
    }
}
