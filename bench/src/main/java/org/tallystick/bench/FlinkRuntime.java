package org.tallystick.bench;

import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.JobListener;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink in this JVM, with the project's own settings, for all peers that run on it. */
public final class FlinkRuntime {
    private FlinkRuntime() {}

    /** Streaming, with checkpoints every 10 s. */
    public static StreamExecutionEnvironment streaming(Setup setup) {
        var configuration = configuration(setup, "stream");
        configuration.setString("state.backend.type", setup.option("state", "hashmap"));
        configuration.setString(
                "execution.checkpointing.interval", setup.option("checkpoints", "10 s"));
        configuration.setString("execution.checkpointing.min-pause", "1 s");
        if (!setup.options().containsKey("fail")) {
            configuration.setString("restart-strategy.type", "none"); // no failure is measured
        }
        configuration.setString("traces.reporters", "spans");
        configuration.setString(
                "traces.reporter.spans.factory.class", Spans.Factory.class.getName());
        configuration.setString(
                "traces.checkpoint.span-detail-level", "CHILDREN_SPANS_PER_SUBTASK");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                setup.scratch().resolve("checkpoints").toUri().toString());
        return environment(setup, configuration);
    }

    /** Batch; the {@link Meter} starts when the cluster is up and has the job. */
    static StreamExecutionEnvironment batch(Setup setup) {
        var env = environment(setup, configuration(setup, "batch"));
        env.registerJobListener(new StartMeter());
        return env;
    }

    private static final class StartMeter implements JobListener {
        @Override
        public void onJobSubmitted(JobClient job, Throwable failure) {
            Meter.record();
        }

        @Override
        public void onJobExecuted(JobExecutionResult result, Throwable failure) {
            // The peer's call to execute returns then.
        }
    }

    /** Flink SQL sets no uids of ours, and hands its rows over as generic types. */
    static void forSql(StreamExecutionEnvironment env) {
        env.configure(
                Configuration.fromMap(
                        Map.of(
                                "pipeline.generic-types", "true",
                                "pipeline.auto-generate-uids", "true")));
    }

    private static StreamExecutionEnvironment environment(
            Setup setup, Configuration configuration) {
        return StreamExecutionEnvironment.createLocalEnvironment(
                setup.parallelism(), configuration);
    }

    private static Configuration configuration(Setup setup, String folder) {
        var home = Path.of(System.getProperty("tallystick.home"));
        var configuration =
                GlobalConfiguration.loadConfiguration(
                        home.resolve("flink-conf").resolve(folder).toString());
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, setup.parallelism());
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, setup.parallelism());
        configuration.setString("rest.bind-port", "0");
        configuration.setString("rest.address", "localhost");
        configuration.setString("io.tmp.dirs", setup.scratch().toString());
        return configuration;
    }
}
