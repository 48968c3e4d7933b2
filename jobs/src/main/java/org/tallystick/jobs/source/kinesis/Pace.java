package org.tallystick.jobs.source.kinesis;

/**
 * When to ask a shard again, so that its limits are kept: five requests a second and 2 MB a second,
 * which all who read a shard have between them.
 *
 * <p>While there are records it is asked as often as allowed; where there are none, half as often
 * each time, down to once a second; and after a refusal, down to once in ten seconds.
 */
final class Pace {
    private static final long BYTES_A_SECOND = 2_000_000;
    private static final long LONGEST_IDLE = 1_000;
    private static final long LONGEST_REFUSAL = 10_000;

    private final long shortest;
    private long pause;
    private long at;

    /**
     * @param shortest between two requests, ms
     * @param now epoch ms; the first request may be made at once
     */
    Pace(long shortest, long now) {
        this.shortest = shortest;
        pause = shortest;
        at = now;
    }

    /** When the next request may be made, epoch ms. */
    long at() {
        return at;
    }

    /** There were records, or there are more. */
    void read(long bytes, long now) {
        pause = shortest;
        at = now + Math.max(shortest, bytes * 1_000 / BYTES_A_SECOND);
    }

    void foundNothing(long now) {
        slower(LONGEST_IDLE, now);
    }

    /** The service is away, or we ask too much. */
    void refused(long now) {
        slower(LONGEST_REFUSAL, now);
    }

    private void slower(long longest, long now) {
        pause = Math.max(shortest, Math.min(Math.max(1, pause * 2), longest));
        at = now + pause;
    }
}
