package org.tallystick.jobs.local.runner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.util.FlinkException;
import org.tallystick.text.FileUri;

/**
 * Flink in this JVM: runs one job after another, each on a cluster of its own with a web UI on
 * localhost, and shows how far it is. Ctrl-C stops a streaming job with a savepoint and cancels a
 * batch job.
 */
public final class LocalFlink {
    /** Flink takes the first that is free: looked up here, another run could take it meanwhile. */
    private static final String WEB_UI_PORTS = "8081-8180";

    private final Console console;
    private final Path home;

    /**
     * A local Flink.
     *
     * @param home where Tallystick's {@code flink-conf} is
     */
    public LocalFlink(Console console, Path home) {
        this.console = console;
        this.home = home;
    }

    /**
     * How to run a job.
     *
     * @param runtime STREAMING or BATCH
     * @param parallelism how many subtasks, positive
     * @param state a folder for checkpoints and savepoints; made if needed
     * @param resume the savepoint or checkpoint to start from, if any
     * @param drain whether all windows fire when a person stops the job
     */
    public record Settings(
            RuntimeExecutionMode runtime,
            int parallelism,
            Path state,
            Optional<String> resume,
            boolean drain) {

        /** As many subtasks as the machine has processors, from nothing. */
        public static Settings of(RuntimeExecutionMode runtime, Path state) {
            var machine = Runtime.getRuntime();
            var fitting = Parallelism.of(machine.availableProcessors(), machine.maxMemory());
            return new Settings(runtime, fitting.subtasks(), state, Optional.empty(), false);
        }
    }

    /**
     * Runs a job to its end.
     *
     * @throws Exception what the job failed with
     */
    public LocalRun run(String name, Settings settings, LocalJob job) throws Exception {
        WritableFolder.require(settings.state());
        SmallHeap.refuse();
        var totals = name + " " + UUID.randomUUID();
        try {
            var configuration = configuration(settings, totals);
            var cluster = new FlinkInThisJvm();
            var environment = cluster.environment(configuration);
            job.define(environment);
            var client = environment.executeAsync(name);
            console.print("Flink runs " + name + ": " + cluster.webUi());
            var rest = new FlinkRest(cluster.webUi());
            try (var restarts = new Restarts(console, rest, client, settings.state())) {
                return new RunningJob(client, settings, console).await(MetricTotals.named(totals));
            }
        } catch (IOException | RuntimeException | FlinkException e) {
            // A full disk shows in many ways, of which none says so.
            WritableFolder.require(settings.state());
            throw e;
        } finally {
            MetricTotals.forget(totals);
        }
    }

    /**
     * A Flink in this JVM for jobs that are waited for by who starts them, to be closed.
     *
     * @throws UnwritableException where the folder for state cannot be written
     */
    public FlinkForStatements forStatements(Settings settings) throws Exception {
        return new FlinkForStatements(unwatched(settings));
    }

    /**
     * Flink's settings for jobs whose progress nobody is told.
     *
     * @throws UnwritableException where the folder for state cannot be written
     */
    public Configuration unwatched(Settings settings) throws Exception {
        WritableFolder.require(settings.state());
        SmallHeap.refuse();
        return configuration(settings, "unwatched " + UUID.randomUUID());
    }

    private static String folder(RuntimeExecutionMode runtime) {
        return runtime == RuntimeExecutionMode.BATCH ? "batch" : "stream";
    }

    /** The settings in the files, then what depends on this run. */
    Configuration configuration(Settings settings, String totals) throws IOException {
        var folder = home.resolve("flink-conf");
        var configuration = FlinkConf.load(folder.resolve(folder(settings.runtime())));
        configuration.addAll(FlinkConf.load(folder.resolve("local")));
        configuration.set(RestOptions.BIND_PORT, WEB_UI_PORTS);
        configuration.set(WebOptions.REFRESH_INTERVAL, Restarts.PERIOD);
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, settings.parallelism());
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, settings.parallelism());
        new LocalMemory(settings.parallelism()).configure(configuration);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                FileUri.of(settings.state().resolve("checkpoints")));
        configuration.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                FileUri.of(settings.state().resolve("savepoints")));
        settings.resume()
                .ifPresent(path -> configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, path));
        configuration.setString(
                "metrics.reporter.tallystick-progress." + ProgressReporter.TOTALS, totals);
        return configuration;
    }
}
