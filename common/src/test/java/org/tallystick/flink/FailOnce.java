package org.tallystick.flink;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.table.data.RowData;

/** Fails with the first row after the third checkpoint, once. */
final class FailOnce implements MapFunction<RowData, RowData>, CheckpointListener {
    private static final int FAIL_AFTER = 3;

    /** How many there were; static as it must outlive the failure. */
    private static final AtomicInteger checkpoints = new AtomicInteger();

    /** Before a job starts: whether it is to fail. */
    static void arm(boolean fail) {
        checkpoints.set(fail ? 0 : Integer.MIN_VALUE);
    }

    static boolean hasFailed() {
        return checkpoints.get() > FAIL_AFTER;
    }

    @Override
    public RowData map(RowData row) {
        if (checkpoints.compareAndSet(FAIL_AFTER, FAIL_AFTER + 1)) {
            throw new IllegalStateException("a failure that a test has asked for");
        }
        return row;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        checkpoints.updateAndGet(seen -> seen == FAIL_AFTER ? seen : seen + 1);
    }
}
