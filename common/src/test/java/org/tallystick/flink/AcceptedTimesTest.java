package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptedTimesTest {

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @Test
    void timesAreKeptInOrderAndOnce() {
        long[] times = AcceptedTimes.NONE;
        for (long time : new long[] {5, -7, 5, 9, -7}) {
            times = AcceptedTimes.with(times, time);
        }

        assertThat(times).containsExactly(-7, 5, 9);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aPartitionIsRememberedByAFewTimes(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long horizon = random.nextLong(1, 50);
        long outOfOrderness = random.nextLong(0, 500);
        var rule = new AcceptedTimes(horizon, outOfOrderness);
        long[] times = AcceptedTimes.NONE;
        long clock = 0;
        int most = 0;
        for (int i = 0; i < 10_000; i++) {
            long time = clock + random.nextLong(-2 * (horizon + outOfOrderness), horizon);
            if (!rule.isRepeat(times, time, clock)) {
                times = AcceptedTimes.with(times, time);
            }
            clock = Math.max(clock, time);
            times = rule.after(times, clock - outOfOrderness - 1);
            most = Math.max(most, times.length);
        }

        assertThat(most).isBetween(1, (int) (2 + outOfOrderness / horizon));
    }
}
