package org.tallystick.jobs.source.queue;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Messages that may come again: a reader tells those of its splits when it starts, and is told
 * those of all before it reads. They go in parts, since no message between Flink's processes may be
 * larger than 10 MiB.
 */
final class Unsettled implements SourceEvent {
    private static final long serialVersionUID = 1;

    /** Of two numbers each. */
    private static final int MOST_DIGESTS = 100_000;

    private final long[] numbers;

    private final boolean isLast;
    private final boolean hasSplits;

    private Unsettled(List<BodyDigest> digests, boolean isLast, boolean hasSplits) {
        numbers = new long[2 * digests.size()];
        for (int i = 0; i < digests.size(); i++) {
            numbers[2 * i] = digests.get(i).high();
            numbers[2 * i + 1] = digests.get(i).low();
        }
        this.isLast = isLast;
        this.hasSplits = hasSplits;
    }

    /**
     * In parts, one at least.
     *
     * @param hasSplits whether the reader that they are of has any
     */
    static List<Unsettled> of(List<BodyDigest> digests, boolean hasSplits) {
        var parts = new ArrayList<Unsettled>();
        int from = 0;
        do {
            int to = Math.min(digests.size(), from + MOST_DIGESTS);
            parts.add(new Unsettled(digests.subList(from, to), to == digests.size(), hasSplits));
            from = to;
        } while (from < digests.size());
        return parts;
    }

    List<BodyDigest> digests() {
        var digests = new ArrayList<BodyDigest>();
        for (int i = 0; i < numbers.length; i += 2) {
            digests.add(new BodyDigest(numbers[i], numbers[i + 1]));
        }
        return digests;
    }

    /** Whether no other part follows. */
    boolean isLast() {
        return isLast;
    }

    /** Whether the reader has a split. */
    boolean hasSplits() {
        return hasSplits;
    }
}
