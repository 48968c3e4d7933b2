package org.tallystick.jobs.archive;

import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;

/**
 * Lets a live job commit only behind the commit that it knows as the newest: of two runs that write
 * to one archive, the second to commit stops.
 */
record OnlyAfter(Optional<CommitMark> expected) implements SnapshotAncestryValidator {

    @Override
    public boolean validate(Iterable<Snapshot> newestFirst) {
        return CommitMark.newest(newestFirst).equals(expected);
    }

    @Override
    public String errorMessage() {
        return "another run has written to the archive";
    }
}
