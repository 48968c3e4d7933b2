package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.event.TimeForm;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.Events;

/** What {@link Deduplicate} keeps, against the definition over a list of all that was accepted. */
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
