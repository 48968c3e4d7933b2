package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {
    private static final int NUMBERS = 40;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theyAreTheNumbersThatWereAddedAndNotTakenOut(long seed) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var expected = new TreeSet<Long>();
        var intervals = new Intervals();
        for (int step = 0; step < 300; step++) {
            long first = random.nextLong(NUMBERS);
            long next = first + random.nextLong(8) - 1;
            var numbers = new TreeSet<Long>();
            LongStream.range(first, next).forEach(numbers::add);
            if (random.nextBoolean()) {
                intervals.add(first, next);
                expected.addAll(numbers);
            } else {
                numbers.retainAll(expected);
                assertHas(intervals.remove(first, next), numbers);
                expected.removeAll(numbers);
            }
            assertHas(intervals, expected);
        }
    }

    private static void assertHas(Intervals intervals, NavigableSet<Long> expected) {
        var found = new TreeSet<Long>();
        long last = Long.MIN_VALUE;
        for (var each : intervals.all()) {
            assertThat(each.first()).isGreaterThan(last);
            LongStream.range(each.first(), each.next()).forEach(found::add);
            last = each.next();
        }
        assertThat(found).isEqualTo(expected);
        assertThat(intervals.isEmpty()).isEqualTo(expected.isEmpty());
        for (long number = -2; number < NUMBERS + 8; number++) {
            assertThat(intervals.contains(number)).isEqualTo(expected.contains(number));
            var few = expected.subSet(number, number + 3);
            assertThat(intervals.overlaps(number, number + 3)).isEqualTo(!few.isEmpty());
            assertThat(intervals.within(number, number + 3)).isEqualTo(few.size());
        }
    }
}
