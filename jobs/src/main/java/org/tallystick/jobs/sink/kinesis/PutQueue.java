package org.tallystick.jobs.sink.kinesis;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Sends records in requests of as many as Kinesis takes, so that those of one key arrive in their
 * order.
 *
 * <p>A request has one record of a key at most: which of two records of a request is refused cannot
 * be known before, and one that is sent again would come behind a later one that was not. So there
 * is one request on its way at a time, and what was refused is at the head of the next.
 */
final class PutQueue {
    static final int MOST_RECORDS = 500;
    static final int MOST_BYTES = 5 << 20;

    private static final long SHORTEST_PAUSE = 100;
    private static final long LONGEST_PAUSE = 10_000;

    private final Puts puts;
    private final Wait wait;
    private List<CellRecord> waiting = new ArrayList<>();
    private long bytes;
    private long pause = SHORTEST_PAUSE;

    /** Lets some milliseconds pass. */
    @FunctionalInterface
    interface Wait {
        void millis(long pause) throws InterruptedException;
    }

    PutQueue(Puts puts, Wait wait) {
        this.puts = puts;
        this.wait = wait;
    }

    /** Takes a record, and sends some if there are enough for a request. */
    void add(CellRecord record) throws IOException, InterruptedException {
        waiting.add(record);
        bytes += record.bytes();
        while (waiting.size() >= MOST_RECORDS || bytes >= MOST_BYTES) {
            send();
        }
    }

    /** Sends all, however long that takes. */
    void flush() throws IOException, InterruptedException {
        while (!waiting.isEmpty()) {
            send();
        }
    }

    private void send() throws IOException, InterruptedException {
        var request = new ArrayList<CellRecord>();
        var left = new ArrayList<CellRecord>();
        choose(request, left);
        var refused = puts.put(request);
        var again = new ArrayList<CellRecord>();
        refused.stream().mapToObj(request::get).forEach(again::add);
        again.addAll(left);
        waiting = again;
        bytes = waiting.stream().mapToLong(CellRecord::bytes).sum();
        if (refused.isEmpty()) {
            pause = SHORTEST_PAUSE;
        } else {
            wait.millis(pause);
            pause = Math.min(2 * pause, LONGEST_PAUSE);
        }
    }

    /** The first record of each key, as far as there is room for all before it. */
    private void choose(List<CellRecord> request, List<CellRecord> left) {
        var keys = new HashSet<String>();
        long size = 0;
        for (var record : waiting) {
            boolean first = keys.add(record.key());
            boolean fits = request.size() < MOST_RECORDS && size + record.bytes() <= MOST_BYTES;
            if (first && fits) {
                request.add(record);
                size += record.bytes();
            } else {
                left.add(record);
            }
        }
    }
}
