package org.tallystick.sql;

import org.apache.flink.runtime.throwable.ThrowableAnnotation;
import org.apache.flink.runtime.throwable.ThrowableType;

/**
 * An expression has failed on an event, and that is to end the job. The message is one line with
 * metric, expression, and the event's place. To start again would not help: the job would come to
 * the same event.
 */
@ThrowableAnnotation(ThrowableType.NonRecoverableError)
public final class ExpressionFailedException extends RuntimeException {

    ExpressionFailedException(String message) {
        super(message);
    }
}
