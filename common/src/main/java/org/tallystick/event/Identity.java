package org.tallystick.event;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/**
 * The 64-bit hash of what identifies an event: its id fields, or its source position.
 *
 * <p>The hash is XXH3-64 with seed 0 over the fields one after another, each in one form whatever
 * the width of its type: whole numbers, booleans (0, 1), dates (days) and times of day (ms) are 8
 * bytes; timestamps 8 bytes of epoch ms and 8 of nanoseconds within; FLOAT and DOUBLE the 8 bytes
 * of the double's bits; strings (UTF-8), bytes and decimals (as plain text) their length in 8 bytes
 * and then themselves. Numbers are little-endian. A position is topic, partition, offset in the
 * same form. It is part of the format of archive and ledger: it never changes.
 */
public final class Identity implements Serializable {
    private static final Hasher64 HASH = Hashing.xxh3_64();

    private final List<IdentityField> fields;
    private transient IdentityBytes bytes;

    private Identity(List<IdentityField> fields) {
        this.fields = fields;
    }

    /**
     * Identity by fields, or by position where {@code id} is empty.
     *
     * @throws IllegalArgumentException where a field is missing or is no plain value
     */
    public static Identity of(RowType event, List<String> id) {
        return new Identity(id.stream().map(each -> field(event, each)).toList());
    }

    private static IdentityField field(RowType event, String name) {
        var path = ColumnPath.of(event, name);
        if (path.isEmpty()) {
            throw new IllegalArgumentException(
                    "the event schema has no field '%s' to identify events by; it has %s"
                            .formatted(name, String.join(", ", event.getFieldNames())));
        }
        LogicalType type = path.get().type();
        if (!IdentityField.canHold(type)) {
            throw new IllegalArgumentException(
                    "field '%s' is %s; only plain values identify an event"
                            .formatted(name, type.asSummaryString()));
        }
        return new IdentityField(path.get());
    }

    /** The first id field, in the order given, that is null in this event. */
    public OptionalInt firstNull(RowData event) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).path().isNull(event)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** The name of an id field. */
    public String name(int field) {
        return fields.get(field).path().toString();
    }

    /** The hash of an event none of whose id fields is null. */
    public long hash(RowData event, StringData topic, int partition, long offset) {
        var into = write(event, topic, partition, offset);
        return HASH.hashBytesToLong(into.array(), 0, into.length());
    }

    /**
     * The same for a row of the event layout; its position is read only where that identifies it.
     */
    public long hash(RowData row, EventLayout layout) {
        var into = write(row, layout);
        return HASH.hashBytesToLong(into.array(), 0, into.length());
    }

    /**
     * What is hashed of a row of the event layout, byte by byte as characters 0 to 255: equal only
     * for the same identity.
     */
    public String text(RowData row, EventLayout layout) {
        var into = write(row, layout);
        return new String(into.array(), 0, into.length(), StandardCharsets.ISO_8859_1);
    }

    private IdentityBytes write(RowData row, EventLayout layout) {
        return fields.isEmpty()
                ? write(
                        row,
                        row.getString(layout.topic()),
                        row.getInt(layout.partition()),
                        row.getLong(layout.offset()))
                : write(row, null, 0, 0);
    }

    private IdentityBytes write(RowData event, StringData topic, int partition, long offset) {
        var into = buffer();
        if (fields.isEmpty()) {
            into.putBytes(topic.toBytes());
            into.putLong(partition);
            into.putLong(offset);
        }
        for (int i = 0; i < fields.size(); i++) {
            fields.get(i).write(event, into);
        }
        return into;
    }

    private IdentityBytes buffer() {
        if (bytes == null) {
            bytes = new IdentityBytes();
        }
        bytes.clear();
        return bytes;
    }
}
