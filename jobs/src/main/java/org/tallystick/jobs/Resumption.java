package org.tallystick.jobs;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.sink.SinkUids;

/**
 * Lets a job go on from a savepoint that holds state of sinks which the pipeline no longer has.
 *
 * <p>Flink refuses a savepoint with state for which the job has no operator, or, if it is told so,
 * drops all such state without a word. So this looks before Flink does: state of removed sinks is
 * dropped with one log line, and for any other the job does not start.
 */
final class Resumption {
    private static final Logger LOG = LoggerFactory.getLogger(Resumption.class);

    private Resumption() {}

    /**
     * Looks at the savepoint that the environment starts from, if it starts from any.
     *
     * @param env with the whole job defined
     * @throws BadArgumentException where it is not a completed one
     * @throws IllegalStateException where state of anything but sinks would be dropped, unless
     *     Flink was told to allow it
     */
    static void of(StreamExecutionEnvironment env) throws BadArgumentException {
        var path = env.getConfiguration().getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        if (path.isEmpty()) {
            return;
        }
        var gone = gone(path.get(), uids(env));
        if (gone.isEmpty()) {
            return;
        }
        boolean allowed =
                env.getConfiguration().get(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE);
        if (!allowed && !gone.stream().allMatch(SinkUids::isSink)) {
            throw new IllegalStateException(
                    "the savepoint has state of %s, which the pipeline no longer has: put back what it belongs to, or start without the savepoint"
                            .formatted(gone));
        }
        LOG.warn("Dropping state that the pipeline no longer has an operator for: {}", gone);
        if (!allowed) {
            allow(env);
        }
    }

    /** Only where it is needed: where others manage Flink, a job may not set this by itself. */
    private static void allow(StreamExecutionEnvironment env) {
        env.configure(
                new Configuration()
                        .set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true));
    }

    private static Set<String> uids(StreamExecutionEnvironment env) {
        return env.getStreamGraph(false).getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .collect(Collectors.toSet());
    }

    /** The uids of operators that left state and are no more. */
    private static Set<String> gone(String savepoint, Set<String> uids)
            throws BadArgumentException {
        var gone = new TreeSet<String>();
        for (var operator : operators(savepoint)) {
            if (hasState(operator)) {
                gone.add(operator.getOperatorUid().orElse(operator.getOperatorID().toString()));
            }
        }
        gone.removeAll(uids);
        return gone;
    }

    private static boolean hasState(OperatorState operator) {
        return operator.getCoordinatorState() != null
                || operator.getStates().stream().anyMatch(OperatorSubtaskState::hasState);
    }

    /** Empty where the savepoint cannot be read from here; Flink then judges by itself. */
    private static Collection<OperatorState> operators(String savepoint)
            throws BadArgumentException {
        try {
            CompletedCheckpoint.require(savepoint);
            var metadata =
                    AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(savepoint)
                            .getMetadataHandle();
            try (var in = new DataInputStream(metadata.openInputStream())) {
                return Checkpoints.loadCheckpointMetadata(
                                in, Resumption.class.getClassLoader(), savepoint)
                        .getOperatorStates();
            }
        } catch (IOException e) {
            LOG.warn(
                    "Cannot look into the savepoint from here; if a sink was removed, Flink asks for --allowNonRestoredState",
                    e);
            return List.of();
        }
    }
}
