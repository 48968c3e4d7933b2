package org.tallystick.source.files;

import java.io.IOException;

/** The records of a file behind its head, each with the head. */
final class HeadedRecords implements Records {
    private final Records records;
    private byte[] head;

    private HeadedRecords(Records records, byte[] head) {
        this.records = records;
        this.head = head;
    }

    /** From the beginning of a file on, where its head stands. */
    static HeadedRecords fromHead(Records records) {
        return new HeadedRecords(records, null);
    }

    /** From a place behind the head on. */
    static HeadedRecords behind(byte[] head, Records records) {
        return new HeadedRecords(records, head);
    }

    @Override
    public Line next() throws IOException {
        if (head == null) {
            var first = records.next();
            if (first == null || first.damage() != null) {
                return first;
            }
            head = first.bytes();
            if (records.isCutShort()) {
                return null;
            }
        }
        var next = records.next();
        return next == null ? null : next.behind(head);
    }

    @Override
    public FilesSplit.Place place() {
        return records.place();
    }

    @Override
    public boolean isCutShort() {
        return records.isCutShort();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
