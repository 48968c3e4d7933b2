package org.tallystick.jobs.source.queue;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Messages that may come again: a reader tells those of its splits when it starts, and is told
 * those of all before it reads.
 */
final class Unsettled implements SourceEvent {
    private static final long serialVersionUID = 1;

    private final ArrayList<BodyDigest> digests = new ArrayList<>();
    private final boolean hasSplits;

    private Unsettled(boolean hasSplits) {
        this.hasSplits = hasSplits;
    }

    /** Of a reader's splits, which may be none. */
    static Unsettled of(List<QueueSplit> splits) {
        var unsettled = new Unsettled(!splits.isEmpty());
        splits.forEach(split -> unsettled.digests.addAll(split.unsettled()));
        return unsettled;
    }

    /** Of all readers. */
    static Unsettled ofAll(Iterable<Unsettled> readers) {
        var all = new Unsettled(true);
        readers.forEach(reader -> all.digests.addAll(reader.digests));
        return all;
    }

    List<BodyDigest> digests() {
        return digests;
    }

    /** Whether the reader has a split. */
    boolean hasSplits() {
        return hasSplits;
    }
}
