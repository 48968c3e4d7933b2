package org.tallystick.source;

import java.io.IOException;

/** A record that cannot become an event; its message is the reason, one short line. */
final class BadRecordException extends IOException {
    BadRecordException(String reason) {
        super(reason);
    }
}
