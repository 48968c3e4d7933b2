package org.tallystick.jobs.archive;

import java.util.Optional;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;

/**
 * Lets a live job commit only behind the commit that it knows as the newest: of two runs that write
 * to one archive, the second to commit stops. And only if it knows of every replay of rejects.
 *
 * @param expected the newest of live jobs
 * @param ofAny the newest of live jobs and replays
 */
record OnlyAfter(Optional<CommitMark> expected, Optional<CommitMark> ofAny)
        implements SnapshotAncestryValidator {

    @Override
    public boolean validate(Iterable<Snapshot> newestFirst) {
        return CommitMark.newest(newestFirst).equals(expected)
                && CommitMark.newestOfAny(newestFirst).equals(ofAny);
    }

    @Override
    public String errorMessage() {
        return "another run has written to the archive";
    }
}
