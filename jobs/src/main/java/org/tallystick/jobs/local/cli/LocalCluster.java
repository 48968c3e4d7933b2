package org.tallystick.jobs.local.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.RestOptions;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.local.runner.FlinkConf;

/** The cluster of processes that the script {@code tallystick} starts. */
final class LocalCluster {
    private LocalCluster() {}

    /**
     * Where its web UI is.
     *
     * @throws BadInputException where none was started
     */
    static URI webUi() throws IOException, BadInputException {
        var folder = Path.of(System.getenv().getOrDefault("TALLYSTICK_CLUSTER", "data/cluster"));
        var stream = folder.resolve("stream");
        if (!Files.exists(stream)) {
            throw new BadInputException(
                    "no cluster in %s: start one with ./tallystick cluster start, or name a web UI with --url"
                            .formatted(folder));
        }
        return URI.create("http://localhost:" + FlinkConf.load(stream).get(RestOptions.PORT));
    }
}
