package org.tallystick.jobs.archive;

import org.tallystick.engine.Tally;

/**
 * What became of the records of a source partition, as two sides have it: the counts of its
 * checkpoints, and the rows that the archive holds.
 *
 * @param partition the partition
 * @param received records read, beside those passed over
 * @param accepted events, but for repeats
 * @param duplicates repeats that were dropped
 * @param rejected inputs that could not become an event
 * @param events rows of {@code events}
 * @param rejects rows of {@code rejects} that are about inputs, less those that have been replayed
 */
public record PartitionBooks(
        Known.Partition partition,
        long received,
        Tally accepted,
        long duplicates,
        long rejected,
        Tally events,
        long rejects) {

    /** Whether both sides add up and agree. */
    public boolean balances() {
        return received == accepted.events() + duplicates + rejected
                && accepted.equals(events)
                && rejected == rejects;
    }
}
