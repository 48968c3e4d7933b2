package org.tallystick.jobs;

import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;

/** A stream job that runs until it is told to stop, and what may happen to it. */
public record LiveJob(MiniCluster cluster, JobID id) {

    public static LiveJob start(MiniCluster cluster, StreamExecutionEnvironment env, Plan plan)
            throws Exception {
        return start(cluster, env, plan, LiveOptions.of(false));
    }

    static LiveJob start(
            MiniCluster cluster, StreamExecutionEnvironment env, Plan plan, LiveOptions options)
            throws Exception {
        StreamJob.define(env, plan, options);
        return new LiveJob(cluster, env.executeAsync().getJobID());
    }

    public void checkpoint() throws Exception {
        CommonTestUtils.waitForAllTaskRunning(cluster, id, false);
        cluster.triggerCheckpoint(id, CheckpointType.CONFIGURED).get();
    }

    /** Ends it as it is, without a savepoint. */
    void cancel() throws Exception {
        cluster.cancelJob(id).get();
        cluster.requestJobResult(id).get();
    }

    /** Takes its one machine away and puts a new one in its place. */
    public void crash() throws Exception {
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
    }

    /** Checkpoints until all of a topic has been read. */
    void readTo(Topic topic, String group, java.util.Map<Integer, Long> offsets) throws Exception {
        do {
            checkpoint();
        } while (!topic.isReadTo(group, offsets));
    }

    /** Stops where it is; windows stay open. */
    public String stop(Path folder) throws Exception {
        return stop(folder, false);
    }

    /** Stops as if time had ended: every window fires. */
    public void drain(Path folder) throws Exception {
        stop(folder, true);
    }

    private String stop(Path folder, boolean drain) throws Exception {
        var savepoint =
                cluster.stopWithSavepoint(
                                id,
                                folder.resolve("savepoints").toUri().toString(),
                                drain,
                                SavepointFormatType.CANONICAL)
                        .get();
        cluster.requestJobResult(id).get();
        return savepoint;
    }
}
