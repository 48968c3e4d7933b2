package org.tallystick.jobs.local.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.state.BackendBuildingException;
import org.apache.flink.runtime.state.DefaultOperatorStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.RefusedStateException;
import org.tallystick.flink.JointState;
import org.tallystick.flink.MetricStreams;
import org.tallystick.jobs.CompletedCheckpoint;
import org.tallystick.jobs.Failure;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.local.runner.BadInputException;
import org.tallystick.jobs.plan.Plan;

/**
 * A savepoint or a retained checkpoint, as far as it can be read without a job.
 *
 * @param path its folder or metadata file, as Flink takes it
 */
record Savepoint(String path) {

    /**
     * How a pipeline would go on from it.
     *
     * @throws BadInputException if this is no savepoint, or the pipeline cannot go on from it
     */
    Continuation continuation(Plan plan) throws BadInputException {
        try (var closeables = new CloseableRegistry()) {
            var state = jointState(windows(), closeables);
            try {
                return JointState.of(state)
                        .continuation(plan.pipeline().name(), plan.metrics(), Long.MIN_VALUE);
            } finally {
                state.dispose();
            }
        } catch (BadInputException refusal) {
            throw refusal;
        } catch (BadArgumentException refusal) {
            throw new BadInputException(refusal.getMessage());
        } catch (RefusedStateException refusal) {
            throw new BadInputException(path + ": " + refusal.getMessage());
        } catch (Exception e) {
            throw unreadable(e);
        }
    }

    private BadInputException unreadable(Exception cause) {
        return new BadInputException(
                path + " is no savepoint that can be read: " + Failure.of(cause));
    }

    private OperatorState windows() throws IOException, BadArgumentException, BadInputException {
        return metadata().getOperatorStates().stream()
                .filter(each -> each.getOperatorUid().equals(Optional.of(MetricStreams.WINDOWS)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadInputException(
                                        path
                                                + " is of another kind of job: it has no state of"
                                                + " windows, name a savepoint of this pipeline"));
    }

    private CheckpointMetadata metadata() throws IOException, BadArgumentException {
        CompletedCheckpoint.require(path);
        var location = AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(path);
        try (var in = new DataInputStream(location.getMetadataHandle().openInputStream())) {
            return Checkpoints.loadCheckpointMetadata(
                    in, Savepoint.class.getClassLoader(), location.getExternalPointer());
        }
    }

    /** All of it at once: this is union state, the same for every subtask. */
    private static DefaultOperatorStateBackend jointState(
            OperatorState windows, CloseableRegistry closeables) throws BackendBuildingException {
        var handles =
                windows.getStates().stream()
                        .flatMap(subtask -> subtask.getManagedOperatorState().stream())
                        .toList();
        return new DefaultOperatorStateBackendBuilder(
                        Savepoint.class.getClassLoader(),
                        new ExecutionConfig(),
                        false,
                        handles,
                        closeables)
                .build();
    }
}
