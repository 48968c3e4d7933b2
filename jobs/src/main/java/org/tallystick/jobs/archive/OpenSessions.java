package org.tallystick.jobs.archive;

import java.io.IOException;
import java.util.List;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.tallystick.engine.Cell;

/** Tells at the end of a batch job when the first of its subtask's sessions began. */
final class OpenSessions extends AbstractStreamOperator<byte[]>
        implements OneInputStreamOperator<Cell, byte[]>, BoundedOneInput {
    private transient long first;

    @Override
    public void open() throws Exception {
        super.open();
        first = Long.MAX_VALUE;
    }

    @Override
    public void processElement(StreamRecord<Cell> session) {
        first = Math.min(first, session.getValue().start());
    }

    @Override
    public void endInput() throws IOException {
        var task = getRuntimeContext().getTaskInfo();
        var part =
                new Part(
                        Part.OPEN_SESSIONS,
                        task.getIndexOfThisSubtask(),
                        task.getNumberOfParallelSubtasks(),
                        first,
                        List.of(),
                        List.of());
        output.collect(new StreamRecord<>(part.encode()));
    }
}
