package org.tallystick.jobs.lateness;

/** What came of a source partition: how many events, up to which time, and when they were read. */
final class PartitionCount implements Mergeable<PartitionCount> {
    private long events;
    private long newest = Long.MIN_VALUE;
    private long lastRead = Long.MIN_VALUE;

    /**
     * Counts an event.
     *
     * @param time epoch ms
     * @param readAt when the source read it, epoch ms
     */
    void add(long time, long readAt) {
        events++;
        newest = Math.max(newest, time);
        lastRead = Math.max(lastRead, readAt);
    }

    @Override
    public void merge(PartitionCount other) {
        events += other.events;
        newest = Math.max(newest, other.newest);
        lastRead = Math.max(lastRead, other.lastRead);
    }

    LatenessReport.Partition report(String name) {
        return new LatenessReport.Partition(name, events, newest, lastRead);
    }
}
