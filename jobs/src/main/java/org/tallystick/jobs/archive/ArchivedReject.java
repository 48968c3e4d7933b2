package org.tallystick.jobs.archive;

import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.table.data.RowData;
import org.tallystick.source.Carriage;
import org.tallystick.source.PartitionName;
import org.tallystick.source.RawRecord;
import org.tallystick.source.format.RejectKind;

/**
 * A row of the table {@code rejects}, with the columns of {@link ArchiveTable#rejects} in front.
 *
 * @param row not to be kept
 */
public record ArchivedReject(RowData row) {
    private static final int BYTES = 0;
    private static final int TOPIC = 1;
    private static final int PARTITION = 2;
    private static final int OFFSET = 3;
    private static final int REASON = 4;
    private static final int METRIC = 6;
    private static final int KIND = 8;
    private static final int CARRIED = 9;

    /** Whether it is about a record: else a metric did without an event. */
    public boolean isOfRecord() {
        return row.isNullAt(METRIC) && !row.isNullAt(TOPIC);
    }

    /** Whether it says that the reject of its position has been decoded again. */
    public boolean isAnswer() {
        return kind().equals(ArchiveTable.REPLAYED);
    }

    /** Whether it has all the bytes of a record. */
    public boolean isWhole() {
        return isOfRecord()
                && !row.isNullAt(BYTES)
                && RejectKind.of(kind()).map(RejectKind::isWhole).orElse(false);
    }

    /** What is wrong with it, a word of {@link RejectKind} where this release wrote it. */
    public String kind() {
        return row.isNullAt(KIND) ? "" : row.getString(KIND).toString();
    }

    /** Why it could not become an event, one line. */
    public String reason() {
        return row.getString(REASON).toString();
    }

    /** Topic, partition and offset. */
    public Tuple3<String, Integer, Long> position() {
        return Tuple3.of(
                row.getString(TOPIC).toString(), row.getInt(PARTITION), row.getLong(OFFSET));
    }

    /** What the record came with, as {@link Carriage} has it; an older release kept nothing. */
    public String carried() {
        return row.isNullAt(CARRIED) ? "{}" : row.getString(CARRIED).toString();
    }

    /**
     * The record, to be decoded.
     *
     * @param carriage what it came with
     * @param readAt when it is read, epoch ms
     */
    public RawRecord record(Carriage carriage, long readAt) {
        var bytes = row.getBinary(BYTES);
        return new RawRecord(
                bytes,
                carriage.head(),
                bytes.length,
                null,
                new PartitionName(row.getString(TOPIC), row.getInt(PARTITION), null),
                row.getLong(OFFSET),
                carriage.timestamp(),
                readAt,
                carriage.envelope());
    }
}
