package org.tallystick.jobs;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Environments with the settings of {@code flink-conf}: no Kryo, no operator without a uid, objects
 * reused. Checkpoints are only those that a test asks for.
 *
 * @param folder for checkpoints and savepoints
 * @param backend {@code hashmap} or {@code rocksdb}
 */
public record FlinkAsDeployed(Path folder, String backend) {

    /** Room for jobs of a parallelism of 3. */
    public static MiniClusterResourceConfiguration cluster() {
        return new MiniClusterResourceConfiguration.Builder()
                .setNumberTaskManagers(1)
                .setNumberSlotsPerTaskManager(3)
                .build();
    }

    public StreamExecutionEnvironment streaming(int parallelism) {
        return environment(settings("stream", parallelism));
    }

    public StreamExecutionEnvironment resumed(int parallelism, String savepoint) {
        var settings = settings("stream", parallelism);
        settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        return environment(settings);
    }

    StreamExecutionEnvironment batch(int parallelism) {
        var env = environment(settings("batch", parallelism));
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        return env;
    }

    /** As {@link ReprocessJob#run} wants it. */
    public ReprocessJob.Runner reprocessing() {
        return job -> {
            var env = batch(2);
            job.define(env);
            return env.execute();
        };
    }

    private static StreamExecutionEnvironment environment(Configuration settings) {
        return StreamExecutionEnvironment.getExecutionEnvironment(settings);
    }

    private Configuration settings(String job, int parallelism) {
        var settings = GlobalConfiguration.loadConfiguration("../flink-conf/" + job);
        settings.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        settings.set(StateBackendOptions.STATE_BACKEND, backend);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        settings.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 3);
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        return settings;
    }
}
