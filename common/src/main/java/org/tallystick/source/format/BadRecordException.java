package org.tallystick.source.format;

import java.io.IOException;
import org.apache.flink.table.types.logical.LogicalType;

/** A record that cannot become an event; its message is the reason, one short line. */
public final class BadRecordException extends IOException {
    private final RejectKind kind;

    /** Of a record that its format cannot read. */
    public BadRecordException(String reason) {
        this(RejectKind.FORMAT, reason);
    }

    public BadRecordException(RejectKind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    public RejectKind kind() {
        return kind;
    }

    /** The same with what is wrong with the value, which begins with "it" or "in". */
    public static BadRecordException ofValue(
            String field, String value, LogicalType type, String why) {
        return new BadRecordException(ofValue(field, value, type).getMessage() + ": " + why);
    }

    /** Of a record with a field whose value is not exactly one of its type. */
    public static BadRecordException ofValue(String field, String value, LogicalType type) {
        return new BadRecordException(
                "field '%s': %s is not %s"
                        .formatted(
                                field, Reasons.shorten(value), type.copy(true).asSummaryString()));
    }
}
