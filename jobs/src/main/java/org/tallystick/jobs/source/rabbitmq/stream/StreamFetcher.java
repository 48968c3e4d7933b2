package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

/** Reads a stream, once it has one. */
final class StreamFetcher implements SplitReader<StreamItem, StreamSplit> {
    /** After which it is seen whether a broker is back, ms. */
    private static final long LONGEST_WAIT = 100;

    private final BiFunction<StreamPlace, Runnable, StreamPoll> polls;
    private final Semaphore woken = new Semaphore(0);
    private String split;
    private StreamPoll poll;

    /**
     * @param polls reads the stream from a place on, and calls whenever something has come
     */
    StreamFetcher(BiFunction<StreamPlace, Runnable, StreamPoll> polls) {
        this.polls = polls;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<StreamSplit> change) {
        var given = change.splits().get(0);
        split = given.splitId();
        poll = polls.apply(given.place(), woken::release);
    }

    @Override
    public RecordsWithSplitIds<StreamItem> fetch() throws IOException {
        var records = new RecordsBySplits.Builder<StreamItem>();
        if (poll == null) {
            return records.build();
        }
        if (poll.isDone()) {
            records.addFinishedSplit(split);
            poll.close();
            poll = null;
            return records.build();
        }
        var items = poll.poll();
        records.addAll(split, items);
        if (items.isEmpty()) {
            await();
        }
        return records.build();
    }

    private void await() throws IOException {
        try {
            if (woken.tryAcquire(LONGEST_WAIT, TimeUnit.MILLISECONDS)) {
                woken.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for messages");
        }
    }

    @Override
    public void wakeUp() {
        woken.release();
    }

    @Override
    public void close() {
        if (poll != null) {
            poll.close();
        }
    }
}
