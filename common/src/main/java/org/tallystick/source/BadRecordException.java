package org.tallystick.source;

import java.io.IOException;

/** A record that cannot become an event; its message is the reason, one short line. */
final class BadRecordException extends IOException {
    private final RejectKind kind;

    /** Of a record that its format cannot read. */
    BadRecordException(String reason) {
        this(RejectKind.FORMAT, reason);
    }

    BadRecordException(RejectKind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    RejectKind kind() {
        return kind;
    }
}
