package org.tallystick.jobs.archive;

import java.io.Serial;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Two runs write to one archive; this one ends, since it would archive what the other has. */
final class AnotherRunException extends SuppressRestartsException {
    @Serial private static final long serialVersionUID = 1;

    AnotherRunException(RuntimeException refusal) {
        super(
                new IllegalStateException(
                        "archive: another run has written to it since this one started: stop one of them, then go on with --resume latest"));
        addSuppressed(refusal);
    }
}
