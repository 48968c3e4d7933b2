package org.tallystick.event;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.IntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;
import org.apache.flink.types.RowKind;

/**
 * The columns of what leaves a source: those of the event schema, then metadata.
 *
 * <p>A row is an event, or a reject: then {@link #rejectReason} is set and the event's own columns,
 * its time and its identity are null. Or it is a record that is passed over: then of {@link
 * #rejectReason} and {@link #rejectKind} only the kind is set. Nobody but who counts positions
 * wants those.
 */
public final class EventLayout implements Serializable {
    private static final int METADATA = 12;

    private final RowType event;

    /** How many columns the event schema has: asked for at every event, several times. */
    private final int eventColumns;

    /**
     * @param event the columns of the event schema
     */
    public EventLayout(RowType event) {
        this.event = event;
        eventColumns = event.getFieldCount();
    }

    /** The event schema's own columns. */
    public RowType eventType() {
        return event;
    }

    /** All columns. */
    public RowType rowType() {
        var fields = new ArrayList<>(event.getFields());
        fields.addAll(metadata());
        return new RowType(false, fields);
    }

    /** How many columns there are. */
    public int width() {
        return topic() + METADATA;
    }

    /** The names of the metadata columns, which an event schema may not use. */
    public static List<String> metadataNames() {
        return metadata().stream().map(RowType.RowField::getName).toList();
    }

    private static List<RowType.RowField> metadata() {
        return List.of(
                field("_topic", new VarCharType(VarCharType.MAX_LENGTH)),
                field("_partition", new IntType()),
                field("_offset", new BigIntType()),
                field("_partition_time", new BigIntType()),
                field("_ingested_at", new BigIntType()),
                field("_time", new BigIntType()),
                field("_identity", new BigIntType()),
                field("_reject_reason", new VarCharType(VarCharType.MAX_LENGTH)),
                field("_reject_bytes", new VarBinaryType(VarBinaryType.MAX_LENGTH)),
                field("_reject_kind", new VarCharType(VarCharType.MAX_LENGTH)),
                field("_topic_id", new VarCharType(VarCharType.MAX_LENGTH)),
                field("_reject_carried", new VarCharType(VarCharType.MAX_LENGTH)));
    }

    /**
     * Notes that an event is read again: the archive, and with it the ledger, have it already. A
     * row says so by its kind, which goes with it through every operator and expression.
     */
    public static void markReadAgain(RowData row, boolean again) {
        row.setRowKind(again ? RowKind.UPDATE_AFTER : RowKind.INSERT);
    }

    /** Whether the archive has what the row is about; false where nobody has said so. */
    public static boolean isReadAgain(RowData row) {
        return row.getRowKind() != RowKind.INSERT;
    }

    private static RowType.RowField field(String name, LogicalType type) {
        return new RowType.RowField(name, type);
    }

    /** STRING: the topic, or the file's path. */
    public int topic() {
        return eventColumns;
    }

    /** INT: the topic's partition; 0 in a file. */
    public int partition() {
        return topic() + 1;
    }

    /** BIGINT: the partition's offset; in a file the line, from 0. */
    public int offset() {
        return topic() + 2;
    }

    /**
     * BIGINT, epoch ms: the largest event time seen in the partition at smaller offsets; null if
     * none was.
     */
    public int partitionTime() {
        return topic() + 3;
    }

    /** The same of a row; null if none was. */
    public Long clock(RowData row) {
        return row.isNullAt(partitionTime()) ? null : (Long) row.getLong(partitionTime());
    }

    /** BIGINT, epoch ms: when the source read it. */
    public int ingestedAt() {
        return topic() + 4;
    }

    /** BIGINT, epoch ms: the event time. */
    public int time() {
        return topic() + 5;
    }

    /** BIGINT: 64-bit hash of the identity. */
    public int identity() {
        return topic() + 6;
    }

    /** STRING: why the input could not become an event; null for an event. */
    public int rejectReason() {
        return topic() + 7;
    }

    /** Whether a row is an event: else it is a reject, or of a record that was passed over. */
    public boolean isEvent(RowData row) {
        return row.isNullAt(rejectKind());
    }

    /** Whether a row is a reject. */
    public boolean isReject(RowData row) {
        return !row.isNullAt(rejectReason());
    }

    /** BYTES: the input as it came, cut at the size limit; null for an event. */
    public int rejectBytes() {
        return topic() + 8;
    }

    /** STRING: what kind of thing is wrong, one lower case word; null for an event. */
    public int rejectKind() {
        return topic() + 9;
    }

    /** STRING: what tells the topic from others of its name; null for a file, or if not known. */
    public int topicId() {
        return topic() + 10;
    }

    /**
     * STRING: what the input came with besides its bytes, as far as decoding it again needs that;
     * null for an event.
     */
    public int rejectCarried() {
        return topic() + 11;
    }
}
