package org.tallystick.jobs.retry;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ever longer pauses: each is twice as long as the one before, up to a longest. */
public final class Backoff {
    private final Duration shortest;
    private final Duration longest;
    private Duration next;

    public Backoff(Duration shortest, Duration longest) {
        this.shortest = shortest;
        this.longest = longest;
        next = shortest;
    }

    /** The pause to make now; the next will be longer. */
    public Duration next() {
        var pause = next;
        var doubled = pause.multipliedBy(2);
        next = doubled.compareTo(longest) > 0 ? longest : doubled;
        return pause;
    }

    /** It worked: the next pause is the shortest again. */
    public void reset() {
        next = shortest;
    }

    /**
     * Makes a pause.
     *
     * @param who waits, for the message
     * @throws InterruptedIOException where the thread is interrupted, and it is again afterwards
     */
    public static void sleep(Duration pause, String who) throws InterruptedIOException {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(who + ": interrupted while it waits to try again");
        }
    }
}
