package org.tallystick.bench;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.table.data.RowData;

/**
 * How long after the watermark passed its window's end a result leaves, with events let through at
 * a set rate, once ten seconds have passed since the first result. The watermark has passed when
 * that of the last source subtask has.
 */
final class Emission {
    private static final int MOST_MILLIS = 60_000;
    private static final ConcurrentHashMap<Integer, ConcurrentSkipListMap<Long, Long>> PASSED =
            new ConcurrentHashMap<>();

    /** Before that the JIT compiler takes the time. */
    private static final long WARM_UP_NANOS = 10_000_000_000L;

    private static final AtomicLong FIRST = new AtomicLong();
    private static final AtomicLongArray BY_MILLIS = new AtomicLongArray(MOST_MILLIS + 1);

    private Emission() {}

    /** Notes that a result whose window ends at {@code end}, epoch ms, leaves now. */
    static void leaves(long end) {
        long passed = Long.MIN_VALUE;
        for (ConcurrentSkipListMap<Long, Long> subtask : PASSED.values()) {
            var mark = subtask.ceilingEntry(end - 1);
            if (mark == null) {
                return; // at the end of input nothing waits for a watermark
            }
            passed = Math.max(passed, mark.getValue());
        }
        long now = System.nanoTime();
        FIRST.compareAndSet(0, now);
        if (now - FIRST.get() < WARM_UP_NANOS) {
            return;
        }
        long millis = (now - passed) / 1_000_000;
        BY_MILLIS.incrementAndGet((int) Math.min(millis, MOST_MILLIS));
    }

    /** The latency that a share of all results did not exceed, ms; -1 where none was measured. */
    static int percentile(double share) {
        long[] counts = new long[MOST_MILLIS + 1];
        Arrays.setAll(counts, BY_MILLIS::get);
        long wanted = (long) Math.ceil(share * Arrays.stream(counts).sum());
        long seen = 0;
        for (int millis = 0; wanted > 0 && millis <= MOST_MILLIS; millis++) {
            seen += counts[millis];
            if (seen >= wanted) {
                return millis;
            }
        }
        return -1;
    }

    /** Stands behind the source: notes when watermarks pass, and lets events through at a rate. */
    static final class Probe extends AbstractStreamOperator<RowData>
            implements OneInputStreamOperator<RowData, RowData> {
        private final double nanosPerEvent;
        private transient ConcurrentSkipListMap<Long, Long> passed;
        private transient long started;
        private transient long events;

        /**
         * @param perSecond events of all subtasks
         */
        Probe(double perSecond, int parallelism) {
            nanosPerEvent = 1e9 * parallelism / perSecond;
        }

        @Override
        public void open() throws Exception {
            super.open();
            passed = new ConcurrentSkipListMap<>();
            PASSED.put(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), passed);
            started = System.nanoTime();
        }

        @Override
        public void processElement(StreamRecord<RowData> element) {
            long ahead = (long) (++events * nanosPerEvent) - (System.nanoTime() - started);
            if (ahead > 1_000_000) {
                LockSupport.parkNanos(ahead);
            }
            output.collect(element);
        }

        @Override
        public void processWatermark(Watermark mark) throws Exception {
            if (!mark.equals(Watermark.MAX_WATERMARK)) {
                passed.put(mark.getTimestamp(), System.nanoTime());
            }
            super.processWatermark(mark);
        }
    }
}
