package org.tallystick.jobs.archive;

import java.io.IOException;
import java.io.Serializable;
import java.util.Optional;

/** The ledger as it was when a run was pinned, and as it was when earlier ones were. */
public interface LedgerAtRuns extends Serializable {

    /** As it is for this run. */
    LedgerSums now() throws IOException;

    /**
     * As it was for a run that had pinned this snapshot of {@code events}; empty where that is
     * gone.
     */
    Optional<LedgerSums> asOf(long snapshot) throws IOException;
}
