package org.tallystick.jobs.lateness;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tallystick.pipeline.Events;

/**
 * The durations that are tried, rising. As a pipeline's out-of-orderness plus allowed lateness, one
 * decides alone which events are late, see {@link org.tallystick.engine.Lateness}; as its
 * out-of-orderness, which events the first results go without.
 */
final class Allowances implements Serializable {
    private final long[] millis;

    private Allowances(LongStream millis) {
        this.millis = millis.sorted().distinct().toArray();
    }

    /** Round ones, none at all, and those of a pipeline as it is. */
    static Allowances of(Events events) {
        long outOfOrderness = events.outOfOrderness().toMillis();
        long both = outOfOrderness + events.allowedLateness().toMillis();
        return new Allowances(
                Stream.concat(RoundDurations.all().stream(), Stream.of(0L, outOfOrderness, both))
                        .mapToLong(Long::longValue));
    }

    /** How many of them, from the shortest, are no longer than this, ms. */
    int upTo(long longest) {
        int found = Arrays.binarySearch(millis, longest);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** One of them, ms. */
    long at(int place) {
        return millis[place];
    }

    int size() {
        return millis.length;
    }

    /** All of them, ms. */
    List<Long> all() {
        return Arrays.stream(millis).boxed().toList();
    }
}
