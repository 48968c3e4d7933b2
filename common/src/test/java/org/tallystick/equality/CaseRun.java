package org.tallystick.equality;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Runs cases of a job.
 *
 * @param folder for checkpoints and savepoints
 */
record CaseRun<T, R>(Job<T, R> job, MiniCluster cluster, Path folder) {
    /**
     * Restarts that Flink may need for itself: what a source's enumerator sends to a task that is
     * just being restarted fails it once more.
     */
    private static final int FLINKS_OWN = 10;

    /** All that the job gives, each result once. */
    List<R> of(Case<T> ran) throws Exception {
        boolean batch = ran.mode() == RuntimeExecutionMode.BATCH;
        var steps = batch ? ran.events().stream().map(Step::event).toList() : ran.steps();
        try (var script = new Script<T, R>(steps)) {
            var settings = settings(ran);
            int step = 0;
            while (step < steps.size()) {
                var id = start(settings, script);
                step = goOn(id, settings, script, step);
            }
            if (steps.isEmpty()) {
                end(start(settings, script));
            }
            return script.results();
        }
    }

    private Configuration settings(Case<T> ran) {
        var settings = new Configuration();
        settings.set(ExecutionOptions.RUNTIME_MODE, ran.mode());
        settings.set(CoreOptions.DEFAULT_PARALLELISM, ran.parallelism());
        int crashes = (int) ran.steps().stream().filter(Step.Crash.class::isInstance).count();
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        settings.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, crashes + FLINKS_OWN);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        return settings;
    }

    private JobID start(Configuration settings, Script<T, R> script) throws Exception {
        var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        job.define(env, script);
        return env.executeAsync().getJobID();
    }

    /** Up to the next savepoint, or to the end; the step behind it. */
    private int goOn(JobID id, Configuration settings, Script<T, R> script, int from)
            throws Exception {
        for (int step = from; step < script.steps().size(); step++) {
            var next = script.steps().get(step);
            if (next instanceof Step.Checkpoint) {
                await(id, script.reached(step));
                cluster.triggerCheckpoint(id, CheckpointType.CONFIGURED).get();
                script.released(step).complete(null);
            } else if (next instanceof Step.Savepoint<T> savepoint) {
                await(id, script.reached(step));
                settings.set(StateRecoveryOptions.SAVEPOINT_PATH, stop(id));
                settings.set(CoreOptions.DEFAULT_PARALLELISM, savepoint.parallelism());
                script.released(step).complete(null);
                return step + 1;
            }
        }
        end(id);
        return script.steps().size();
    }

    private void await(JobID id, CompletableFuture<Void> reached) throws Exception {
        CompletableFuture.anyOf(reached, cluster.requestJobResult(id)).get();
        if (!reached.isDone()) {
            end(id);
        }
        CommonTestUtils.waitForAllTaskRunning(cluster, id, false);
    }

    private String stop(JobID id) throws Exception {
        var folder = folder().toUri().toString();
        var canonical = SavepointFormatType.CANONICAL;
        var savepoint = cluster.stopWithSavepoint(id, folder, false, canonical).get();
        cluster.requestJobResult(id).get();
        return savepoint;
    }

    /** Fails as the job does. */
    private void end(JobID id) throws ExecutionException, InterruptedException {
        var failure = cluster.requestJobResult(id).get().getSerializedThrowable();
        if (failure.isPresent()) {
            throw new ExecutionException(
                    failure.get().deserializeError(CaseRun.class.getClassLoader()));
        }
    }
}
