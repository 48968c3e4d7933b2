package org.tallystick.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The script of the CronJobs, with an API server that is a folder of files. */
final class Reprocess {
    /** 2026-01-02T03:30:00Z, in minutes since 1970. */
    static final long SCHEDULED = 29_455_410;

    private final Path api;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * As a CronJob of an overlay starts it.
     *
     * @param folder empty
     */
    Reprocess(Path folder, Overlay overlay, String cronJob) throws IOException {
        api = folder;
        Files.createDirectories(api.resolve("deployments"));
        Files.createDirectories(api.resolve("states"));
        Files.createFile(api.resolve("calls"));
        Files.writeString(api.resolve("live.json"), overlay.live().path("spec").toString());
        var bin = Files.createDirectories(api.resolve("bin"));
        var kubectl = Files.copy(Path.of("src/test/resources/kubectl"), bin.resolve("kubectl"));
        if (!kubectl.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + kubectl + " executable");
        }
        environment.put("PATH", bin + ":" + System.getenv("PATH"));
        environment.put("API", api.toString());
        environment.put("KUBECTL", Kubectl.path().toString());
        environment.put("POLL_SECONDS", "0.05");
        environment.put("NOW_MINUTES", String.valueOf(SCHEDULED + 1));
        environment.putAll(settings(overlay.one("CronJob", cronJob)));
        environment.put("JOB_NAME", cronJob + "-" + SCHEDULED);
    }

    private static Map<String, String> settings(JsonNode cronJob) {
        var settings = new HashMap<String, String>();
        cronJob.at("/spec/jobTemplate/spec/template/spec/containers/0/env")
                .forEach(
                        one -> {
                            if (one.has("value")) {
                                settings.put(one.path("name").asText(), one.path("value").asText());
                            }
                        });
        return settings;
    }

    Reprocess with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What the operator reports of a run, look by look: state, lifecycle state and error. */
    Reprocess reports(String run, String... statuses) throws IOException {
        Files.write(api.resolve("states").resolve(run), List.of(statuses));
        return this;
    }

    /** A run that is there from the beginning. */
    Reprocess has(String run, String... statuses) throws IOException {
        Files.writeString(api.resolve("deployments").resolve(run), "{}");
        return reports(run, statuses);
    }

    Shell.Run run() throws IOException {
        return start().end();
    }

    Shell.Started start() throws IOException {
        return Shell.start(List.of("bash", "base/reprocess/reprocess.sh"), environment);
    }

    /** Names of the deployments that are there. */
    List<String> deployments() throws IOException {
        try (Stream<Path> files = Files.list(api.resolve("deployments"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    JsonNode deployment(String name) throws IOException {
        return Overlay.JSON.readTree(api.resolve("deployments").resolve(name).toFile());
    }

    /** How often a deployment was created; what was refused does not count. */
    long created() throws IOException {
        return calls().stream().filter(line -> line.startsWith("created ")).count();
    }

    /** What was asked of the API server. */
    List<String> calls() throws IOException {
        return Files.readAllLines(api.resolve("calls"));
    }
}
