package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.TestColumns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.Windows;

/**
 * Windows of hundreds of slices, revised again and again, against a loop over events and windows.
 */
class RevisionsTest {
    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long ALLOWED = 10 * MINUTE;
    private static final int EVENTS = 1_000;

    private static final List<AlignedWindow> WINDOWS =
            List.of(
                    window("sliding 30 min every 10 s"),
                    window("tumbling 1 min"),
                    window("cumulative 10 min every 30 s"),
                    window("sliding 1 min every 20 s offset 5 s"));

    private final Published published = new Published();
    private final Map<Published.Id, List<Object>> expected = new TreeMap<>();
    private MemoryBuckets state = new MemoryBuckets();
    private Assembler assembler;
    private SliceTables tables;
    private BoundMetric metric;
    private long heap;
    private long clock;

    private static AlignedWindow window(String text) {
        return (AlignedWindow) Windows.parse(text);
    }

    /** The last aggregate is kept in an object that is changed in place, or it is not. */
    private static BoundMetric metric(String last) {
        return new BoundMetric(
                "m",
                "",
                -1,
                List.of(new KeyColumn("k", "`k`", Columns.FIRST, ValueType.LONG)),
                List.of(aggregate("sum"), aggregate(last)),
                List.copyOf(WINDOWS));
    }

    private static NamedAggregator aggregate(String function) {
        var argument = new MetricDefinition.Argument("`n`", ValueType.LONG);
        return NamedAggregator.of(
                new MetricDefinition.Aggregate(function, function, List.of(argument), List.of()),
                List.of(Columns.FIRST + 1));
    }

    @ParameterizedTest(name = "seed {0}, {1} keys, {2} buckets, {3} bytes of heap, {4}")
    @CsvSource({
        "1, 1, 1, 9223372036854775807, max",
        "2, 1, 1, 0, count_distinct",
        "3, 17, 1, 9223372036854775807, count_distinct",
        "4, 18, 2, 200000, max",
        "5, 300, 1, 0, max",
        "6, 300, 2, 9223372036854775807, max",
        "7, 5000, 1, 9223372036854775807, count_distinct",
        "8, 5000, 128, 100000, max",
    })
    void everyRevisedCellIsThatOfTheDefinition(
            long seed, int keys, int buckets, long heapBytes, String last) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        heap = heapBytes;
        metric = metric(last);
        tables = new SliceTables(List.of(metric), Lateness.of(0, ALLOWED), buckets);
        restart();
        var events = new ArrayList<TestColumns>();
        for (int i = 0; i < EVENTS; i++) {
            var event = event(keys, random);
            events.add(event);
            tables.add(event);
            clock = Math.max(clock, event.time());
            next(random);
        }
        advance(Long.MAX_VALUE);

        assertThat(state.isEmpty()).as("left behind: %s", state).isTrue();
        published.assertVersionsRise();
        published.assertRevisionsAreCounted();
        expect(events, last.equals("max"));
        published.assertSameValues(expected);
    }

    /** A third of the events are late, some for all windows. */
    private TestColumns event(int keys, RandomGenerator random) {
        long behind = random.nextInt(3) == 0 ? random.nextLong(ALLOWED * 13 / 10) : 0;
        long time = clock + random.nextLong(3 * SECOND) - behind;
        return TestColumns.of((long) random.nextInt(keys), (long) random.nextInt(50))
                .at(time)
                .identity(random.nextLong())
                .partitionTime(clock);
    }

    private void next(RandomGenerator random) {
        switch (random.nextInt(60)) {
            case 0, 1, 2 -> advance(clock - 1 - random.nextLong(MINUTE));
            case 3 -> handOver(Long.MAX_VALUE);
            case 4 -> assembler.settle();
            case 5 -> {
                handOver(Long.MAX_VALUE);
                assembler.settle();
                assembler.flush();
                state = state.copy();
                restart();
            }
            default -> {}
        }
    }

    private void restart() {
        var continuation = Continuation.ofNothing("p", List.of(metric.definition()));
        assembler =
                new Assembler(
                        List.of(metric), continuation, ALLOWED, state, state, published, heap);
    }

    private void advance(long time) {
        handOver(time);
        assembler.settle();
        state.advance(time, assembler);
    }

    private void handOver(long time) {
        tables.handOver(time, new IntoAssembler(state, assembler, published));
    }

    private void expect(List<TestColumns> events, boolean max) {
        var sums = new HashMap<Published.Id, List<TestColumns>>();
        for (TestColumns event : events) {
            for (AlignedWindow window : WINDOWS) {
                long last = window.lastEnd(event.time());
                for (long end = window.firstEnd(event.time()); end <= last; ) {
                    if (end > event.partitionTime() - ALLOWED) {
                        sums.computeIfAbsent(id(window, end, event), any -> new ArrayList<>())
                                .add(event);
                    }
                    end = window.nextEnd(end);
                }
            }
        }
        sums.forEach((id, of) -> expected.put(id, values(of, max)));
    }

    private static Published.Id id(AlignedWindow window, long end, TestColumns event) {
        var key = List.<Object>of(event.getLong(Columns.FIRST));
        return new Published.Id("m", window.text(), window.start(end), end, key);
    }

    /** In the form of {@link Published#values}. */
    private static List<Object> values(List<TestColumns> events, boolean max) {
        var numbers = events.stream().map(event -> event.getLong(Columns.FIRST + 1)).toList();
        long sum = numbers.stream().mapToLong(each -> each).sum();
        long last =
                max
                        ? numbers.stream().mapToLong(each -> each).max().orElseThrow()
                        : numbers.stream().distinct().count();
        long fingerprint = events.stream().mapToLong(TestColumns::identity).sum();
        return List.of(BigDecimal.valueOf(sum), last, (long) events.size(), fingerprint);
    }
}
