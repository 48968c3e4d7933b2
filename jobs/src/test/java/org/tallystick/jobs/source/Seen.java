package org.tallystick.jobs.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.table.data.RowData;
import org.apache.flink.util.Collector;
import org.tallystick.event.EventLayout;

/**
 * Keeps what comes out of a source, and fails the job once after a checkpoint where the test wants
 * it to.
 */
final class Seen extends ProcessFunction<RowData, Integer> implements CheckpointListener {
    /** By test: the functions of a job are copies in other threads of this JVM. */
    private static final Map<String, Seen.Log> LOGS = new ConcurrentHashMap<>();

    private final String test;
    private final EventLayout layout;

    private Seen(String test, EventLayout layout) {
        this.test = test;
        this.layout = layout;
    }

    static Seen in(Log log, EventLayout layout) {
        LOGS.put(log.test, log);
        return new Seen(log.test, layout);
    }

    @Override
    public void processElement(RowData row, Context context, Collector<Integer> out) {
        var log = LOGS.get(test);
        log.add(
                new Row(
                        row.getInt(layout.partition()),
                        row.getLong(layout.offset()),
                        nullable(row, layout.time()),
                        nullable(row, layout.partitionTime()),
                        context.timestamp(),
                        context.timerService().currentWatermark()));
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
        LOGS.get(test).failOnce();
    }

    private static Long nullable(RowData row, int column) {
        return row.isNullAt(column) ? null : Long.valueOf(row.getLong(column));
    }

    /** What came, with the watermark at which it came. */
    record Row(int partition, long offset, Long time, Long clock, Long timestamp, long watermark) {}

    /** What has been seen. */
    static final class Log {
        private final String test;
        private final List<Row> records = new ArrayList<>();
        private final CountDownLatch all;
        private final CountDownLatch failed;

        /**
         * @param count how many different records to expect
         * @param fails whether to fail after the first checkpoint with records in it
         */
        Log(String test, int count, boolean fails) {
            this.test = test;
            this.all = new CountDownLatch(count);
            this.failed = new CountDownLatch(fails ? 1 : 0);
        }

        private synchronized void add(Row record) {
            boolean known =
                    records.stream()
                            .anyMatch(
                                    each ->
                                            each.partition == record.partition
                                                    && each.offset == record.offset);
            records.add(record);
            if (!known) {
                all.countDown();
            }
        }

        private synchronized void failOnce() {
            if (failed.getCount() > 0 && !records.isEmpty()) {
                failed.countDown();
                throw new IllegalStateException("failing on purpose");
            }
        }

        void awaitFailure() throws InterruptedException {
            failed.await();
        }

        void awaitAll() throws InterruptedException {
            all.await();
        }

        synchronized List<Row> records() {
            return List.copyOf(records);
        }
    }
}
