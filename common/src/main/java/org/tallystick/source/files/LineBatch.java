package org.tallystick.source.files;

import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

/** Lines on their way from the thread that reads to the thread that decodes. */
final class LineBatch implements RecordsWithSplitIds<Line> {
    private final Iterator<Line> lines;
    private final boolean finished;
    private boolean started;

    private LineBatch(List<Line> lines, boolean finished) {
        this.lines = lines.iterator();
        this.finished = finished;
    }

    static LineBatch of(List<Line> lines) {
        return new LineBatch(lines, false);
    }

    /** After the last line of the last file. */
    static LineBatch end() {
        return new LineBatch(List.of(), true);
    }

    @Override
    public String nextSplit() {
        if (started || !lines.hasNext()) {
            return null;
        }
        started = true;
        return FilesSplit.ID;
    }

    @Override
    public Line nextRecordFromSplit() {
        return lines.hasNext() ? lines.next() : null;
    }

    @Override
    public Set<String> finishedSplits() {
        return finished ? Set.of(FilesSplit.ID) : Set.of();
    }
}
