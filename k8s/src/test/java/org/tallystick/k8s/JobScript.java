package org.tallystick.k8s;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The script of the systemd units, with a Flink that notes what it is asked. */
final class JobScript {
    static final Path FILE = Path.of("../flink-conf/systemd/tallystick-job");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * With everything where a unit says it is.
     *
     * @param folder empty
     */
    JobScript(Path folder) throws IOException {
        this.folder = folder;
        var flink = Files.copy(Path.of("src/test/resources/flink"), folder.resolve("flink"));
        if (!flink.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + flink + " executable");
        }
        environment.put("NOTES", folder.toString());
        environment.put("FLINK", flink.toString());
        environment.put("JAR", Files.createFile(folder.resolve("jobs.jar")).toString());
        environment.put("PIPELINE", Files.createFile(folder.resolve("flights.yaml")).toString());
        environment.put("STATE_DIRECTORY", folder.resolve("state").toString());
        environment.put("CHECKPOINTS", folder.resolve("checkpoints").toString());
    }

    JobScript with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    JobScript without(String name) {
        environment.remove(name);
        return this;
    }

    /** How Flink's client ends, and what it says before. */
    JobScript ends(int exit, String words) {
        return with("EXIT", String.valueOf(exit)).with("WORDS", words);
    }

    Shell.Run run(String... arguments) throws IOException {
        return start(arguments).end();
    }

    Shell.Started start(String... arguments) throws IOException {
        var command = new ArrayList<>(List.of("bash", FILE.toString()));
        command.addAll(List.of(arguments));
        return Shell.start(command, environment);
    }

    /** The command lines that Flink got, without their paths' folder. */
    List<String> asked() throws IOException {
        var asked = folder.resolve("asked");
        if (!Files.exists(asked)) {
            return List.of();
        }
        return Files.readAllLines(asked).stream()
                .map(line -> line.replace(folder + "/", ""))
                .toList();
    }

    /** While this is there, Flink runs on. */
    Path running() {
        return folder.resolve("running");
    }

    /** A checkpoint or savepoint, complete or not, written so many seconds after the first. */
    void state(String path, boolean complete, int seconds) throws IOException {
        var state = Files.createDirectories(folder.resolve(path));
        if (complete) {
            var metadata = Files.createFile(state.resolve("_metadata"));
            Files.setLastModifiedTime(
                    metadata, FileTime.fromMillis(1_700_000_000_000L + seconds * 1000L));
        }
    }
}
