package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.engine.Lateness;
import org.tallystick.event.EventLayout;
import org.tallystick.event.Identity;
import org.tallystick.event.TimeForm;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.Events;

/**
 * What {@link Deduplicate} keeps, and {@link FirstOfRepeats} over an archive of the same, against
 * the definition over a list of all that was accepted.
 */
class RepeatsTest {
    private static final int EVENTS = 4_000;

    private record Sent(String id, long time) {}

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void exactlyTheRepeatsAreDropped(long seed) throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long horizon = 1L << random.nextInt(12);
        long outOfOrderness = random.nextBoolean() ? 0 : 1L << random.nextInt(12);
        var events = events(random, horizon + outOfOrderness);

        var kept = run(events, horizon, outOfOrderness, random);

        assertThat(kept).hasSizeLessThan(EVENTS).isEqualTo(firsts(events, horizon, outOfOrderness));
        assertThat(runAgain(events, settings(horizon, outOfOrderness), random)).isEqualTo(kept);
    }

    /** Equal times, and repeats that lie exactly a horizon apart, or exactly too late. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void atTheEdgesStreamAndArchiveKeepTheSame(long seed) throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long horizon = 1L + random.nextInt(3);
        long outOfOrderness = random.nextInt(3);
        var events = edges(random, horizon, outOfOrderness);

        var kept = run(events, horizon, outOfOrderness, random);

        assertThat(kept).isEqualTo(firsts(events, horizon, outOfOrderness));
        assertThat(runAgain(events, settings(horizon, outOfOrderness), random)).isEqualTo(kept);
    }

    /** What came later than all is held against everything, whatever its clock. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatComesToAnArchiveLaterIsHeldAgainstAllOfIt(long seed) throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        long horizon = 1L + random.nextInt(30);
        var archived = new ArrayList<OracleEvent>();
        var later = new ArrayList<OracleEvent>();
        for (var event : sparse(random, horizon)) {
            (random.nextInt(4) == 0 ? later : archived).add(event);
        }
        var firsts = new HashSet<>(firsts(archived, horizon, 0));
        var expected = new ArrayList<OracleEvent>(archived);
        expected.removeIf(event -> !firsts.contains(event.offset()));
        var accepted = new ArrayList<Long>();
        for (var event : later) {
            boolean repeat =
                    expected.stream()
                            .filter(it -> it.text().equals(event.text()))
                            .anyMatch(it -> Math.abs(it.time() - event.time()) <= horizon);
            if (!repeat) {
                expected.add(event);
                accepted.add(event.offset());
            }
        }
        var rows = new ArrayList<RowData>();
        archived.forEach(
                event -> {
                    var row = Streams.row(event);
                    EventLayout.markReadAgain(row, true);
                    rows.add(row);
                });
        for (var event : later) {
            var row = (GenericRowData) Streams.row(event);
            row.setField(Streams.LAYOUT.partitionTime(), Lateness.AFTER_ALL);
            rows.add(row);
        }
        Collections.shuffle(rows, new Random(seed));

        var found = new ArrayList<Long>();
        for (var kept : firsts(rows, settings(horizon, 0))) {
            if (!EventLayout.isReadAgain(kept)) {
                found.add(kept.getLong(Streams.LAYOUT.offset()));
            }
        }

        assertThat(found).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(accepted).isNotEmpty().hasSizeLessThan(later.size());
    }

    /** Some of which repeat another, and some do not; in a partition whose clock runs ahead. */
    private static List<OracleEvent> sparse(RandomGenerator random, long horizon) {
        var clock = OptionalLong.empty();
        var events = new ArrayList<OracleEvent>();
        for (int i = 0; i < EVENTS / 10; i++) {
            long time = random.nextLong(horizon * EVENTS / 20);
            events.add(event(0, i, new Sent("id-" + random.nextInt(3), time), clock));
            clock = OptionalLong.of(Math.max(clock.orElse(Long.MIN_VALUE), time));
        }
        return events;
    }

    private static List<OracleEvent> edges(
            RandomGenerator random, long horizon, long outOfOrderness) {
        long step = horizon + outOfOrderness;
        var clock = OptionalLong.empty();
        var events = new ArrayList<OracleEvent>();
        for (int i = 0; i < EVENTS / 4; i++) {
            long now = i / 8 * horizon;
            long time =
                    now
                            + List.of(-step - 1, -step, -horizon, 0L, 1L, horizon)
                                    .get(random.nextInt(6));
            events.add(event(0, i, new Sent("id-" + random.nextInt(3), time), clock));
            clock = OptionalLong.of(Math.max(clock.orElse(Long.MIN_VALUE), time));
        }
        return events;
    }

    /** Over an archive of all of them, read in any order. */
    private static List<Long> runAgain(
            List<OracleEvent> events, Events settings, RandomGenerator random) throws Exception {
        var rows = new ArrayList<RowData>();
        for (var event : events) {
            var row = (GenericRowData) Streams.row(event);
            row.setField(Streams.LAYOUT.ingestedAt(), event.offset() / 3);
            // Of those that were taken in at once, one partition tells the order.
            row.setField(Streams.LAYOUT.partition(), 0);
            rows.add(row);
        }
        Collections.shuffle(rows, new Random(random.nextLong()));
        return firsts(rows, settings).stream()
                .map(row -> row.getLong(Streams.LAYOUT.offset()))
                .sorted()
                .toList();
    }

    private static List<RowData> firsts(List<RowData> rows, Events settings) throws Exception {
        var type = InternalTypeInfo.of(Streams.LAYOUT.rowType());
        var key =
                new IdentityKey(
                        Streams.LAYOUT, Identity.of(Streams.LAYOUT.eventType(), List.of("s")));
        var repeats = new OutputTag<RowData>("repeats", type);
        var function = new FirstOfRepeats(Streams.LAYOUT, AcceptedTimes.of(settings), repeats);
        var kept = new ArrayList<RowData>();
        try (var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(function), key, Types.STRING)) {
            harness.setup(type.toSerializer());
            harness.open();
            for (var row : rows) {
                harness.processElement(new StreamRecord<>(row));
            }
            harness.processWatermark(Watermark.MAX_WATERMARK);
            harness.getRecordOutput().forEach(record -> kept.add(record.getValue()));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
        return kept;
    }

    /** Partitions that go on in steps, each at its own pace, with events before and behind. */
    private static List<OracleEvent> events(RandomGenerator random, long reach) {
        int ids = List.of(1, 30, 3_000).get(random.nextInt(3));
        long[] now = new long[random.nextInt(1, 5)];
        var clocks = new OptionalLong[now.length];
        Arrays.fill(clocks, OptionalLong.empty());
        var events = new ArrayList<OracleEvent>();
        for (int i = 0; i < EVENTS; i++) {
            int partition = random.nextInt(now.length);
            now[partition] += random.nextLong(1 + 4 * reach * (1 + partition) / ids);
            var event =
                    i > 0 && random.nextInt(3) == 0
                            ? again(events.get(random.nextInt(Math.max(0, i - 2 * ids), i)), random)
                            : new Sent(
                                    "id-" + random.nextInt(ids),
                                    now[partition] + random.nextLong(-2 * reach, 1 + reach));
            events.add(event(partition, i, event, clocks[partition]));
            long clock = clocks[partition].orElse(Long.MIN_VALUE);
            clocks[partition] = OptionalLong.of(Math.max(clock, event.time));
        }
        return events;
    }

    private static Sent again(OracleEvent event, RandomGenerator random) {
        return new Sent(event.text(), event.time() + random.nextInt(-1, 2));
    }

    private static OracleEvent event(int partition, long offset, Sent sent, OptionalLong clock) {
        return new OracleEvent(
                partition, offset, sent.time, clock, "k", 1L, 1.0, sent.id, sent.id.hashCode());
    }

    /** Nothing is ever forgotten; the partition's clock alone says what is looked for. */
    private static List<Long> firsts(List<OracleEvent> events, long horizon, long outOfOrderness) {
        var accepted = new ArrayList<Sent>();
        var firsts = new ArrayList<Long>();
        for (var event : events) {
            boolean repeat =
                    accepted.stream()
                            .filter(it -> it.id.equals(event.text()))
                            .filter(it -> Math.abs(it.time - event.time()) <= horizon)
                            .anyMatch(
                                    it ->
                                            event.clock().isEmpty()
                                                    || event.clock().getAsLong() - outOfOrderness
                                                            <= it.time + horizon);
            if (!repeat) {
                accepted.add(new Sent(event.text(), event.time()));
                firsts.add(event.offset());
            }
        }
        return firsts;
    }

    private static List<Long> run(
            List<OracleEvent> events, long horizon, long outOfOrderness, RandomGenerator random)
            throws Exception {
        var settings = settings(horizon, outOfOrderness);
        var harness = DeduplicateTest.harness(settings, null);
        var kept = new ArrayList<Long>();
        long[] clocks = new long[5];
        Arrays.fill(clocks, Long.MAX_VALUE);
        events.forEach(event -> clocks[event.partition()] = Long.MIN_VALUE);
        for (var event : events) {
            harness.processElement(new StreamRecord<>(Streams.row(event), event.time()));
            clocks[event.partition()] = Math.max(clocks[event.partition()], event.time());
            long slowest = Arrays.stream(clocks).min().orElseThrow();
            if (slowest > Long.MIN_VALUE && random.nextInt(5) == 0) {
                harness.processWatermark(new Watermark(slowest - outOfOrderness - 1));
            }
            if (random.nextInt(EVENTS / 2) == 0) {
                drain(harness, kept);
                var state = harness.snapshot(1, 1);
                harness.close();
                harness = DeduplicateTest.harness(settings, state);
            }
        }
        harness.processWatermark(Watermark.MAX_WATERMARK);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        drain(harness, kept);
        harness.close();
        return kept;
    }

    private static void drain(
            KeyedOneInputStreamOperatorTestHarness<String, RowData, RowData> harness,
            List<Long> kept) {
        harness.getRecordOutput()
                .forEach(record -> kept.add(record.getValue().getLong(Streams.LAYOUT.offset())));
        harness.getOutput().clear();
    }

    private static Events settings(long horizon, long outOfOrderness) {
        var second = Duration.ofSeconds(1);
        return new Events(
                "{}",
                "at",
                TimeForm.STANDARD,
                List.of("s"),
                Duration.ofMillis(outOfOrderness),
                second,
                Optional.empty(),
                Duration.ZERO,
                Optional.of(Duration.ofMillis(horizon)),
                second,
                1_000);
    }
}
