package org.tallystick.jobs.reprocess;

import java.util.List;
import org.tallystick.jobs.archive.PartitionBooks;

/**
 * Whether every record, and every event of every window, is accounted for.
 *
 * @param partitions of the source
 * @param dropped repeats that the checkpoints counted
 * @param duplicates repeats that the ledger has
 * @param windows what live windows and all events come to
 */
public record Books(
        List<PartitionBooks> partitions, long dropped, long duplicates, Findings windows) {

    public Books {
        partitions = List.copyOf(partitions);
    }

    /** Whether all of them balance. */
    public boolean balance() {
        return partitions.stream().allMatch(PartitionBooks::balances)
                && dropped == duplicates
                && windows.verdict().isFine();
    }
}
