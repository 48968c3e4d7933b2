package org.tallystick.jobs.reprocess;

import java.util.List;
import org.tallystick.jobs.archive.PartitionBooks;

/**
 * Whether every record, and every event of every window, is accounted for.
 *
 * @param partitions of the source
 * @param duplicates repeats that the ledger has
 * @param windows what live windows and all events come to
 */
public record Books(List<PartitionBooks> partitions, long duplicates, Findings windows) {

    public Books {
        partitions = List.copyOf(partitions);
    }

    /** How many repeats the checkpoints counted. */
    public long dropped() {
        return partitions.stream().mapToLong(PartitionBooks::duplicates).sum();
    }

    /** Whether all of them balance. */
    public boolean balance() {
        return partitions.stream().allMatch(PartitionBooks::balances)
                && dropped() == duplicates
                && windows.verdict().isFine();
    }
}
