package org.tallystick.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine's hot loop makes no garbage. */
class AllocationTest {
    private static final int EVENTS = 200_000;
    private static final int ROUNDS = 3;

    @ParameterizedTest(name = "{0}({1})")
    @MethodSource("aggregates")
    void addingAndMergingAllocateNothing(String function, ValueType type) {
        var aggregator = Aggregates.create(function, List.of(type), List.of(3), List.of());
        var numbers = new Numbers(new Random(1));
        var one = new Accumulator(aggregator);
        var all = new Accumulator(aggregator);

        long fewest = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            fewest = Math.min(fewest, allocatedBy(() -> addAndMerge(one, all, numbers)));
        }

        assertThat(fewest).isLessThan(EVENTS / 10); // the JVM's own, not one object per event
    }

    private static void addAndMerge(Accumulator one, Accumulator all, Numbers numbers) {
        for (int i = 0; i < EVENTS; i++) {
            numbers.next = i & 1023;
            one.add(numbers);
            all.merge(one);
        }
    }

    private static long allocatedBy(Runnable work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        work.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    static Stream<Arguments> aggregates() {
        return Stream.of("count", "sum", "avg", "min", "max", "first", "last")
                .flatMap(
                        function ->
                                Stream.of(ValueType.LONG, ValueType.DOUBLE)
                                        .map(type -> Arguments.of(function, type)));
    }

    /** Events of one number each, made beforehand. */
    private static final class Numbers implements Columns {
        private final long[] longs;
        private final double[] doubles;
        private int next;

        Numbers(Random random) {
            longs = random.longs(1024).toArray();
            doubles = random.doubles(1024, -1000, 1000).toArray();
        }

        @Override
        public boolean isNull(int column) {
            return false;
        }

        @Override
        public long getLong(int column) {
            return longs[next];
        }

        @Override
        public double getDouble(int column) {
            return doubles[next];
        }

        @Override
        public BigDecimal getDecimal(int column) {
            throw new IllegalStateException("no decimal here");
        }

        @Override
        public byte[] getUtf8(int column) {
            throw new IllegalStateException("no string here");
        }
    }
}
