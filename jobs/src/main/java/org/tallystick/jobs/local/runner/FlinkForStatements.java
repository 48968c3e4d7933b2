package org.tallystick.jobs.local.runner;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient;
import org.apache.flink.runtime.minicluster.MiniClusterJobClient.JobFinalizationBehavior;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A Flink in this JVM for the jobs of many statements, one after another. It starts beside what
 * comes before the first job, since reading and planning leave a processor idle.
 */
public final class FlinkForStatements extends InThisJvm implements AutoCloseable {
    private final Configuration settings;
    private final FutureTask<MiniCluster> cluster = new FutureTask<>(this::start);

    FlinkForStatements(Configuration settings) {
        this.settings = settings;
        new Thread(cluster, "flink-for-statements").start();
    }

    private MiniCluster start() throws Exception {
        var started = new MiniCluster(sizes());
        started.start();
        return started;
    }

    private MiniClusterConfiguration sizes() {
        return new MiniClusterConfiguration.Builder()
                .setConfiguration(local(settings))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(settings.get(TaskManagerOptions.NUM_TASK_SLOTS))
                .build();
    }

    /** An environment whose jobs run here; who starts them waits for them. */
    public StreamExecutionEnvironment environment() {
        return environment(settings);
    }

    @Override
    public PipelineExecutor getExecutor(Configuration wanted) {
        return this::submit;
    }

    private CompletableFuture<JobClient> submit(
            Pipeline pipeline, Configuration settingsOfJob, ClassLoader classes) throws Exception {
        var graph = PipelineExecutorUtils.getStreamGraph(pipeline, settingsOfJob);
        var flink = cluster.get();
        var job = flink.submitJob(graph).get().getJobID();
        ClientUtils.waitUntilJobInitializationFinished(
                () -> flink.getJobStatus(job).get(),
                () -> flink.requestJobResult(job).get(),
                classes);
        return CompletableFuture.completedFuture(
                new MiniClusterJobClient(job, flink, classes, JobFinalizationBehavior.NOTHING));
    }

    /** Cancels what still runs. */
    @Override
    public void close() throws Exception {
        cluster.get().close();
    }
}
