package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.aggregate.Aggregates;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.RealHeap;
import org.tallystick.aggregate.TestColumns;
import org.tallystick.aggregate.TestValues;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.KeyColumn;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.MetricDefinition;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.engine.Partials;
import org.tallystick.engine.block.BlockForm;
import org.tallystick.engine.bytes.ByteBuilder;
import org.tallystick.engine.bytes.ByteReader;
import org.tallystick.engine.combine.BlockOutput;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.engine.table.Accumulators;
import org.tallystick.engine.table.HeapCount;
import org.tallystick.engine.table.KeyCodec;
import org.tallystick.engine.table.KeyTable;
import org.tallystick.engine.table.PartialTable;
import org.tallystick.engine.table.Rows;
import org.tallystick.engine.table.Sessions;
import org.tallystick.window.Windows;

/** What tables say that they hold, against the heap. */
class TableHeapTest {
    private static final ValueType MONEY = ValueType.decimal(38, 9);
    private static final int KEY = Columns.FIRST;
    private static final int VALUE = Columns.FIRST + 1;
    private static final int MANY = 100_000;
    private static final int LONG_STRING = 100_000;
    private static final long GAP = 1000;
    private static final int BUCKETS = 3;

    /** Before, at and behind where tables grow. */
    private static final int[] SIZES = {1, 2, 3, 10, 16, 17, 32, 33, 1000, 1024, 1025};

    @ParameterizedTest(name = "{0}({1}), seed {2}")
    @MethodSource("aggregates")
    void everyTableHoldsWhatItSays(String function, ValueType type, long seed) {
        var metric = metric(ValueType.LONG, function, type, "session 1 s");
        for (int size : SIZES) {
            checkAll(metric, events(size, ValueType.LONG, type, seed));
        }
    }

    @ParameterizedTest(name = "key of {0}, seed {1}")
    @MethodSource("keyTypes")
    void everyKeyTakesWhatIsSaid(ValueType key, long seed) {
        var metric = metric(key, "sum", ValueType.DOUBLE, "session 1 s");
        for (int size : SIZES) {
            checkAll(metric, events(size, key, ValueType.DOUBLE, seed));
        }
    }

    @Test
    void manyKeysTakeWhatIsSaid() {
        var metric = metric(ValueType.LONG, "sum", ValueType.DOUBLE, "session 1 s");
        var events =
                IntStream.range(0, MANY)
                        .mapToObj(i -> TestColumns.of((long) i, i / 8.0).at(i).identity(i))
                        .toList();

        checkAll(metric, events);
    }

    @Test
    void longKeysAndValuesTakeWhatIsSaid() {
        var metric = metric(ValueType.STRING, "max", ValueType.STRING, "session 1 s");
        var events = new ArrayList<TestColumns>();
        for (int i = 0; i < 40; i++) {
            String text = Integer.toString(i % 20).repeat(LONG_STRING);
            events.add(TestColumns.of(text, text + i).at(1000L * i));
        }

        checkAll(metric, events);
    }

    private static void checkAll(BoundMetric metric, List<TestColumns> events) {
        var form = new BlockForm(metric);
        var accumulators = form.accumulators();
        var partials = partials(metric, accumulators, events);
        check(metric, accumulators, partials, partials.bytes());
        check(metric, accumulators, partials.keys(), partials.keys().bytes());
        var merged = new PartialTable(accumulators);
        form.mergeInto(merged, form.block(partials));
        check(metric, accumulators, merged, merged.bytes());

        var sessions = new Sessions(GAP, accumulators);
        events.forEach(each -> add(sessions, metric, each));
        check(metric, accumulators, sessions, sessions.bytes());

        var open = new OpenSessions(form, 0, GAP, GAP, TableHeapTest::retract);
        var blocks = new BlockOutput(metric, BUCKETS);
        blocks.write("session 1 s", 0, live(sessions, accumulators), collect(form, open));
        check(metric, accumulators, open, open.bytes());
    }

    private static void check(
            BoundMetric metric, Accumulators accumulators, Object table, long said) {
        letGo(accumulators);
        var alone = new Accumulators(metric);
        letGo(alone);
        long shared = table instanceof KeyTable ? 0 : RealHeap.of(alone);
        RealHeap.assertClose(table.getClass().getSimpleName(), said, RealHeap.of(table) - shared);
    }

    /** Points the layout's cursors, which keep to the last rows that they were at, elsewhere. */
    private static void letGo(Accumulators accumulators) {
        var nowhere = new Object[accumulators.objects()];
        byte[] empty = new byte[accumulators.width()];
        accumulators.merge(empty, 0, nowhere, 0, empty, 0, nowhere, 0);
    }

    private static PartialTable partials(
            BoundMetric metric, Accumulators accumulators, List<TestColumns> events) {
        var table = new PartialTable(accumulators);
        for (var event : events) {
            byte[] key = key(metric, event);
            table.add(KeyTable.hash(key, 0, key.length), key, key.length, event);
        }
        return table;
    }

    /** Without the rows of sessions that were merged away. */
    private static Sessions live(Sessions all, Accumulators accumulators) {
        var live = new Sessions(GAP, accumulators);
        for (int row = 0; row < all.size(); row++) {
            if (!all.isGone(row)) {
                live.take(all, row);
            }
        }
        return live;
    }

    private static void add(Sessions table, BoundMetric metric, TestColumns event) {
        byte[] key = key(metric, event);
        table.add(KeyTable.hash(key, 0, key.length), key, key.length, event.time(), event);
    }

    private static byte[] key(BoundMetric metric, TestColumns event) {
        var out = new ByteBuilder();
        new KeyCodec(metric.keys()).encode(event, out);
        return out.toArray();
    }

    private static SliceTables.Output collect(BlockForm form, OpenSessions into) {
        return new SliceTables.Output() {
            @Override
            public void partials(Partials partials) {
                var block = form.reader(partials.block);
                while (block.next()) {
                    long first = block.readLong();
                    into.merge(block, first, block.readLong());
                }
            }

            @Override
            public void ledger(LedgerEntry entry) {
                throw new IllegalStateException("nothing is late here");
            }
        };
    }

    private static void retract(long first, long last, byte[] keys, int keyAt) {
        throw new IllegalStateException("nothing is published here");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatTablesOfASubtaskHoldIsKnownAfterEveryEvent(long seed) {
        var random = new Random(seed);
        var values = new TestValues(random);
        var metric =
                metric(
                        ValueType.STRING,
                        "count_distinct",
                        ValueType.STRING,
                        "tumbling 1 s",
                        "sliding 10 s every 2 s",
                        "session 1 s");
        var tables = tables(metric);
        warmUp(tables);
        long empty = tables.bytes();
        long emptyReal = RealHeap.of(tables);

        for (int i = 0; i < 3000; i++) {
            var text = values.next(ValueType.STRING) + "x".repeat(random.nextInt(200));
            tables.add(
                    TestColumns.of("key-" + random.nextInt(100), text).at(random.nextInt(30_000)));
            if (Integer.bitCount(i) == 1 && i > 200) {
                long said = tables.bytes() - empty;
                RealHeap.assertClose("after " + i, said, RealHeap.of(tables) - emptyReal);
                tables.handOver(random.nextInt(10_000), NOWHERE);
            }
        }

        tables.handOver(Long.MAX_VALUE, NOWHERE);
        assertThat(tables.bytes()).isEqualTo(empty);
    }

    /** Objects are shared by copies, replaced, merged, let go; the sum must follow all of it. */
    @ParameterizedTest(name = "{0}({1}), seed {2}")
    @MethodSource("aggregates")
    void rowsFollowWhatBecomesOfTheirObjects(String function, ValueType type, long seed) {
        var random = new Random(seed);
        var metric = metric(ValueType.LONG, function, type, "tumbling 1 s");
        var accumulators = new Accumulators(metric);
        int size = 40;
        var heap = new HeapCount();
        var rows = new Rows(accumulators, heap);
        rows.reserve(size);
        long empty = rows.bytes();
        var events = events(200, ValueType.LONG, type, seed);

        for (var event : events) {
            change(rows, random, size, accumulators, event);
            assertThat(heap.bytes()).isEqualTo(rows.bytes());
        }
        var expected = new Rows(accumulators);
        expected.reserve(size);
        IntStream.range(0, size).forEach(row -> expected.copy(row, rows, row));
        assertThat(rows.bytes()).isEqualTo(expected.bytes());

        IntStream.range(0, size).forEach(rows::clear);
        assertThat(rows.bytes()).isEqualTo(empty);
        assertThat(heap.bytes()).isEqualTo(empty);
    }

    private static void change(
            Rows rows, Random random, int size, Accumulators accumulators, TestColumns event) {
        int row = random.nextInt(size);
        int other = random.nextInt(size);
        switch (random.nextInt(accumulators.changesObjects() ? 5 : 6)) {
            case 0, 1 -> rows.add(row, event);
            case 2 -> rows.merge(row, rows, other);
            case 3 -> rows.read(row, written(rows, other));
            case 4 -> mergeOrClear(rows, random, row, other);
            default -> rows.copy(row, rows, other);
        }
    }

    private static void mergeOrClear(Rows rows, Random random, int row, int other) {
        if (random.nextBoolean()) {
            rows.merge(row, written(rows, other));
        } else {
            rows.clear(row);
        }
    }

    private static ByteReader written(Rows rows, int row) {
        var out = new ByteBuilder();
        rows.write(row, out);
        return new ByteReader(out.toArray());
    }

    @Test
    void aSliceOfOneLateEventTakesLittle() {
        var table =
                partials(
                        metric(ValueType.LONG, "sum", ValueType.DOUBLE, "tumbling 1 s"),
                        new Accumulators(
                                metric(ValueType.LONG, "sum", ValueType.DOUBLE, "tumbling 1 s")),
                        List.of(TestColumns.of(1L, 1.0)));

        assertThat(table.bytes()).isLessThan(512);
    }

    private static final SliceTables.Output NOWHERE =
            new SliceTables.Output() {
                @Override
                public void partials(Partials partials) {
                    assertThat(partials.block).isNotEmpty();
                }

                @Override
                public void ledger(LedgerEntry entry) {
                    assertThat(entry.events()).isPositive();
                }
            };

    private static SliceTables tables(BoundMetric metric) {
        return new SliceTables(List.of(metric), Lateness.of(60_000, 0), BUCKETS);
    }

    /** Lets an event through, so that what is made on first use is there. */
    private static void warmUp(SliceTables tables) {
        tables.add(TestColumns.of("k", "v"));
        tables.handOver(Long.MAX_VALUE, NOWHERE);
    }

    private static BoundMetric metric(
            ValueType key, String function, ValueType type, String... windows) {
        List<BigDecimal> parameters =
                function.equals("approx_percentile") ? List.of(new BigDecimal("0.5")) : List.of();
        var aggregate =
                new MetricDefinition.Aggregate(
                        "a",
                        function,
                        List.of(new MetricDefinition.Argument("`v`", type)),
                        parameters);
        return new BoundMetric(
                "m",
                "",
                -1,
                List.of(new KeyColumn("k", "`k`", KEY, key)),
                List.of(NamedAggregator.of(aggregate, List.of(VALUE))),
                Arrays.stream(windows).map(Windows::parse).toList());
    }

    /** About twice as many events as keys, in sessions of which some meet. */
    private static List<TestColumns> events(int size, ValueType key, ValueType value, long seed) {
        var random = new Random(seed * 31 + size);
        var any = new TestValues(random);
        var keys = Stream.generate(() -> any.next(key)).limit(size).toList();
        return IntStream.range(0, size == 1 ? 1 : 2 * size)
                .mapToObj(
                        i ->
                                TestColumns.of(keys.get(i % size), any.next(value))
                                        .at(random.nextInt(50_000))
                                        .identity(random.nextLong()))
                .toList();
    }

    static Stream<Arguments> aggregates() {
        return Aggregates.names().stream()
                .flatMap(name -> types(name).map(type -> Arguments.of(name, type, 1L)));
    }

    /** One of each form: a word, a double, an object of bytes, and one of another kind. */
    private static Stream<ValueType> types(String function) {
        boolean ofNumbers =
                List.of("sum", "avg", "variance", "stddev", "approx_percentile").contains(function);
        var numbers = Stream.of(ValueType.LONG, ValueType.DOUBLE, MONEY);
        return ofNumbers ? numbers : Stream.concat(numbers, Stream.of(ValueType.STRING));
    }

    static Stream<Arguments> keyTypes() {
        return Stream.concat(TestValues.NUMBERS.stream(), TestValues.OTHERS.stream())
                .map(type -> Arguments.of(type, 1L));
    }

    static Stream<Long> seeds() {
        return Stream.of(1L, 2L, 3L);
    }
}
