package org.tallystick.bench;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/** Lets events pass and fails once, after so many of all subtasks. */
final class Fault extends AbstractStreamOperator<RowData>
        implements OneInputStreamOperator<RowData, RowData> {
    private static final AtomicLong PASSED = new AtomicLong();
    private static final AtomicBoolean FAILED = new AtomicBoolean();

    private final long after;

    Fault(long after) {
        this.after = after;
    }

    @Override
    public void processElement(StreamRecord<RowData> element) {
        if (PASSED.incrementAndGet() > after && FAILED.compareAndSet(false, true)) {
            throw new IllegalStateException("failed as asked, after " + after + " events");
        }
        output.collect(element);
    }
}
