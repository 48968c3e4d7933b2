package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.IOException;
import java.util.Optional;
import org.apache.flink.util.ExceptionUtils;

/** A stream cannot be read on, and no restart mends that; one line. */
final class UnreadableStreamException extends IOException {
    private static final long serialVersionUID = 1;

    /**
     * @param what one line that says what to do, without the name of the source
     */
    UnreadableStreamException(String what) {
        super("rabbitmq source: " + what);
    }

    UnreadableStreamException(String what, Throwable cause) {
        super("rabbitmq source: " + what, cause);
    }

    /** Its line, where it is the reason of a failure. */
    static Optional<String> reason(Throwable failure) {
        return ExceptionUtils.findThrowable(failure, UnreadableStreamException.class)
                .map(Throwable::getMessage);
    }
}
