package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tallystick.aggregate.ValueType;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.CountByKey;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;

class SliceAggregatorTest {
    private static final OutputTag<LedgerEntry> LEDGER =
            new OutputTag<>("ledger", TypeInformation.of(LedgerEntry.class));
    private static final BoundMetric METRIC = CountByKey.over("tumbling 10 ms");
    private static final long ROOMY = 1 << 20;
    private static final int BUCKETS = 7;

    private OneInputStreamOperatorTestHarness<RowData, Partials> harness;

    @AfterEach
    void close() throws Exception {
        if (harness != null) {
            harness.close();
        }
    }

    @Test
    void whatAWatermarkCompletesGoesOutBeforeIt() throws Exception {
        open(ROOMY);
        add(3, null);
        add(13, null);
        harness.processWatermark(new Watermark(9));
        var output = harness.getOutput().toArray();
        assertThat(output).hasSize(2);
        assertThat(start(output[0])).isEqualTo(0);
        assertThat(output[1]).isEqualTo(new Watermark(9));
    }

    @Test
    void whatAWatermarkDoesNotCompleteStays() throws Exception {
        open(ROOMY);
        add(3, null);
        harness.processWatermark(new Watermark(8));
        assertThat(harness.getOutput()).containsExactly(new Watermark(8));
    }

    @Test
    void everythingGoesOutBeforeABarrier() throws Exception {
        open(ROOMY);
        add(3, null);
        add(13, null);
        harness.prepareSnapshotPreBarrier(1);
        assertThat(harness.getRecordOutput())
                .filteredOn(record -> !record.getValue().marksTime())
                .hasSize(2);
    }

    /** Also those that no metric counts, since another metric may. */
    @Test
    void aMarkOfAllThatWasSeenGoesBeforeABarrierOnceItHasGrown() throws Exception {
        open(ROOMY);
        add(13, null);
        add(3, 100L);
        harness.prepareSnapshotPreBarrier(1);
        harness.prepareSnapshotPreBarrier(2);
        add(14, null);
        harness.prepareSnapshotPreBarrier(3);
        assertThat(harness.getRecordOutput())
                .extracting(StreamRecord::getValue)
                .filteredOn(Partials::marksTime)
                .extracting(mark -> mark.end)
                .containsExactly(14L, 15L);
    }

    @Test
    void everythingGoesOutBeforeItTurnsIdleAndNoLongerHoldsTheWatermarkBack() throws Exception {
        open(ROOMY);
        add(3, null);
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        var output = harness.getOutput().toArray();
        assertThat(output).hasSize(2);
        assertThat(start(output[0])).isEqualTo(0);
        assertThat(output[1]).isEqualTo(WatermarkStatus.IDLE);
    }

    @Test
    void everythingGoesOutAtTheEnd() throws Exception {
        open(ROOMY);
        add(3, null);
        harness.endInput();
        assertThat(harness.getRecordOutput()).hasSize(1);
    }

    @Test
    void everythingGoesOutWhenTheBudgetIsUsedUp() throws Exception {
        open(1);
        for (int i = 0; i < 5000; i++) {
            add(i, null);
        }
        assertThat(harness.getRecordOutput()).isNotEmpty();
    }

    @Test
    void tablesOfFewLargeKeysStayWithinTheBudget() throws Exception {
        open(ROOMY);
        var large = "x".repeat((int) ROOMY / 10);
        int held = 0;
        for (int i = 0; i < 100; i++) {
            harness.processElement(new StreamRecord<>(event(i / 10, null, large + i)));
            held += harness.getRecordOutput().isEmpty() ? 1 : 0;
        }
        assertThat(held).isLessThan(12);
    }

    @Test
    void lateEventsGoToTheLedger() throws Exception {
        open(ROOMY);
        add(3, 15L);
        add(4, 14L);
        harness.endInput();
        assertThat(harness.getRecordOutput()).hasSize(1);
        assertThat(harness.getSideOutput(LEDGER))
                .extracting(StreamRecord::getValue)
                .containsExactly(
                        new LedgerEntry("m", "tumbling 10 ms", 10, 10, LedgerEntry.LATE, 1, 3));
    }

    /** Or keys would look for their state elsewhere after a restore. */
    @Test
    void bucketsDoNotDependOnTheParallelism() {
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(1000);
        assertThat(Buckets.count(env)).isEqualTo(128);
        env.setMaxParallelism(2000);
        assertThat(Buckets.count(env)).isEqualTo(2000);
    }

    @Test
    void everyBucketsKeyLiesInItsKeyGroup() {
        int[] keys = Buckets.keys(BUCKETS);
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            assertThat(KeyGroupRangeAssignment.assignToKeyGroup(keys[bucket], BUCKETS))
                    .isEqualTo(bucket);
        }
    }

    private void open(long budget) throws Exception {
        var operator =
                new SliceAggregator(
                        List.of(METRIC),
                        List.of(ValueType.LONG, ValueType.LONG, ValueType.LONG, ValueType.STRING),
                        new RunSettings(
                                Lateness.of(2, 3),
                                3,
                                Optional.empty(),
                                WindowAssembler.InputOrder.ANY,
                                budget,
                                budget,
                                Long.MIN_VALUE,
                                Long.MIN_VALUE),
                        BUCKETS,
                        LEDGER);
        harness = new OneInputStreamOperatorTestHarness<>(operator);
        harness.setup(
                TypeInformation.of(Partials.class).createSerializer(new SerializerConfigImpl()));
        harness.open();
    }

    private void add(long time, Long clock) throws Exception {
        harness.processElement(new StreamRecord<>(event(time, clock, "a")));
    }

    private static RowData event(long time, Long clock, String key) {
        return GenericRowData.of(time, clock, time, StringData.fromString(key));
    }

    private static long start(Object record) {
        return ((Partials) ((StreamRecord<?>) record).getValue()).start;
    }
}
