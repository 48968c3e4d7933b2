package org.tallystick.jobs.archive;

import java.io.Serial;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/** A savepoint holds records for the archive of which other runs have archived a part since. */
final class SplitCommitException extends SuppressRestartsException {
    @Serial private static final long serialVersionUID = 1;

    SplitCommitException() {
        super(
                new IllegalStateException(
                        "archive: this savepoint was never committed whole, and another run has since archived a part of its records: go on with --resume latest, or with --again skip"));
    }
}
