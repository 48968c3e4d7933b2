package org.tallystick.jobs.archive;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * {@link ArchiveCommits} as an operator of one subtask: encoded {@link Part}s in, nothing out.
 *
 * <p>What came before a barrier is kept in its checkpoint's state and committed when that
 * checkpoint is complete; a job without checkpoints commits once, at its end.
 */
final class ArchiveCommitter extends AbstractStreamOperator<Void>
        implements OneInputStreamOperator<byte[], Void>, BoundedOneInput {
    /** The number of the one commit of a job without checkpoints. */
    private static final long AT_THE_END = Long.MAX_VALUE;

    private final AllTables tables;
    private final WrittenBy writer;
    private final CommitTimes times;

    /** Null where the job answers nothing. */
    private final Answer answer;

    private transient long openSince;
    private transient ArchiveCommits commits;
    private transient List<Part> parts;
    private transient TreeMap<Long, Checkpoint> pending;
    private transient ClosedUntil closed;
    private transient ListState<byte[]> pendingState;
    private transient ListState<byte[]> closedState;
    private transient String job;

    /**
     * @param answer what the job answers with its end, if anything
     */
    ArchiveCommitter(
            AllTables tables, WrittenBy writer, CommitTimes times, Optional<Answer> answer) {
        this.tables = tables;
        this.writer = writer;
        this.times = times;
        this.answer = answer.orElse(null);
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        job = getContainingTask().getEnvironment().getJobID().toHexString();
        openSince = Long.MAX_VALUE;
        parts = new ArrayList<>();
        pending = new TreeMap<>();
        closed = new ClosedUntil();
        pendingState = context.getOperatorStateStore().getListState(bytes("pending"));
        closedState = context.getOperatorStateStore().getListState(bytes("closed-until"));
        for (byte[] each : closedState.get()) {
            closed = ClosedUntil.decode(each);
        }
        commits = new ArchiveCommits(tables.open(), writer, InstantSource.system());
        if (times instanceof CommitTimes.AtCheckpoints) {
            commits.forgetUnfinished();
        }
        commitRestored();
    }

    private static ListStateDescriptor<byte[]> bytes(String name) {
        return new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE);
    }

    private void commitRestored() throws Exception {
        var restored = new TreeMap<Long, Checkpoint>();
        for (byte[] each : pendingState.get()) {
            var checkpoint = Checkpoint.decode(each);
            restored.put(checkpoint.id(), checkpoint);
        }
        commits.commitRestored(List.copyOf(restored.values()));
    }

    @Override
    public void processElement(StreamRecord<byte[]> element) throws IOException {
        var part = Part.decode(element.getValue());
        if (part.table().equals(Part.OPEN_SESSIONS)) {
            openSince = Math.min(openSince, part.watermark());
            return;
        }
        parts.add(part);
        if (part.table().equals(ArchiveTable.RESULTS)) {
            closed.update(part);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        bundle(context.getCheckpointId());
        var encoded = new ArrayList<byte[]>();
        for (var each : pending.values()) {
            encoded.add(each.encode());
        }
        pendingState.update(encoded);
        closedState.update(List.of(closed.encode()));
    }

    /** A checkpoint in which nothing came to pass needs no commit. */
    private void bundle(long id) {
        boolean moved = closed.hasMoved();
        var checkpoint = Checkpoint.of(job, id, closed.millis(), parts);
        if (moved || !checkpoint.isEmpty()) {
            pending.put(id, checkpoint);
        }
        parts.clear();
    }

    @Override
    public void notifyCheckpointComplete(long id) throws Exception {
        super.notifyCheckpointComplete(id);
        var complete = pending.headMap(id, true);
        commits.commit(List.copyOf(complete.values()));
        complete.clear();
    }

    @Override
    public void endInput() throws Exception {
        if (times instanceof CommitTimes.AtTheEnd) {
            var answered = Optional.ofNullable(answer).map(each -> each.openSince(openSince));
            commits.append(Checkpoint.of(job, AT_THE_END, closed.millis(), parts), answered);
        } else if (times instanceof CommitTimes.AsReplay replay) {
            commits.replay(
                    Checkpoint.of(CommitMark.replay(job), AT_THE_END, closed.millis(), parts),
                    replay.readAt());
        }
    }

    @Override
    public void close() throws Exception {
        tables.close();
        super.close();
    }
}
