package org.tallystick.jobs.archive;

import java.io.Serial;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** Two runs replay the same rejects; this one ends, since the other has committed its events. */
final class AnotherReplayException extends SuppressRestartsException {
    @Serial private static final long serialVersionUID = 1;

    AnotherReplayException() {
        super(
                new IllegalStateException(
                        "archive: another run has replayed rejects since this one read them: replay again"));
    }
}
