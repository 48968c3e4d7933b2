package org.tallystick.source.format;

import java.io.IOException;

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
}
