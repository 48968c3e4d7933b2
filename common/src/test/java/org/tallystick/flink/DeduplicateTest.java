package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.event.Identity;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.Events;

class DeduplicateTest {
    private static final long HORIZON = 100;
    private static final int MAX_PARALLELISM = 128;
    private static final OutputTag<RowData> DUPLICATES =
            new OutputTag<>("duplicates", InternalTypeInfo.of(Streams.LAYOUT.rowType()));

    private final List<Long> kept = new ArrayList<>();
    private final List<Long> dropped = new ArrayList<>();
    private KeyedOneInputStreamOperatorTestHarness<String, RowData, RowData> harness;

    @BeforeEach
    void start() throws Exception {
        open(null);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void theFirstIsKeptAndRepeatsAreCounted() throws Exception {
        bring(0, 1000, "a");
        bring(1, 1000, "b");
        bring(2, 1000, "a");
        assertThat(kept).containsExactly(0L, 1L);
        assertThat(dropped).containsExactly(2L);
    }

    @Test
    void aRepeatFurtherAwayThanTheHorizonIsAnotherEvent() throws Exception {
        bring(0, 1000, "a");
        bring(1, 1100, "a");
        bring(2, 1101, "a");
        assertThat(kept).containsExactly(0L, 2L);
    }

    @Test
    void aLaterTimeDoesNotHideAnEarlierOne() throws Exception {
        bring(0, 1000, "a");
        bring(1, 500, "a");
        bring(2, 500, "a");
        bring(3, 1000, "a");
        bring(4, 600, "a");
        assertThat(kept).containsExactly(0L, 1L);
    }

    @Test
    void theFirstTimeToGoTakesNoOtherWithIt() throws Exception {
        bring(0, 1000, "a");
        bring(1, 500, "a");
        harness.processWatermark(new Watermark(700));
        bring(2, 1050, "a");
        assertThat(kept).containsExactly(0L, 1L);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        harness.processWatermark(new Watermark(1100));
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void identitiesAreForgottenWhenTheHorizonHasPassed() throws Exception {
        bring(0, 1000, "a");
        harness.processWatermark(new Watermark(1099));
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        harness.processWatermark(new Watermark(1100));
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void theClockOfItsPartitionAndNotTheWatermarkDecidesWhetherARepeatIsLookedFor()
            throws Exception {
        long limit = 1000 + HORIZON + Streams.OUT_OF_ORDERNESS;
        bring(0, 1000, "a", OptionalLong.empty());
        bring(1, 1000, "a", OptionalLong.of(limit));
        bring(2, 1000, "a", OptionalLong.of(limit + 1));
        assertThat(kept).containsExactly(0L, 2L);
    }

    @Test
    void whatWasSeenSurvivesARestore() throws Exception {
        bring(0, 1000, "a");
        var state = harness.snapshot(1, 1);
        harness.close();
        open(state);
        bring(1, 1000, "a");
        assertThat(kept).containsExactly(0L);
        assertThat(dropped).hasSize(1);
    }

    @Test
    void repeatsOfWhatEarlierRunsAcceptedAreDropped() throws Exception {
        open(null, earlier("a", "b"));
        bring(0, 1000, "a");
        bring(1, 1000 + HORIZON, "b");
        bring(2, 1001 + HORIZON, "b");
        bring(3, 1000, "c");
        assertThat(kept).containsExactly(2L, 3L);
        assertThat(dropped).containsExactly(0L, 1L);
        harness.processWatermark(new Watermark(1001 + 2 * HORIZON));
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void aRunWithStateDoesNotAskWhatEarlierRunsAccepted() throws Exception {
        var state = harness.snapshot(1, 1);
        harness.close();
        open(
                state,
                event -> {
                    throw new IllegalStateException("asked");
                });
        bring(0, 1000, "a");
        assertThat(kept).containsExactly(0L);
    }

    /** A subtask that kept another's would fail: its key is in none of its groups. */
    @Test
    void everySubtaskRemembersItsOwn() throws Exception {
        var ids = IntStream.range(0, 100).mapToObj(each -> "id-" + each).toArray(String[]::new);
        int remembered = 0;
        for (int subtask = 0; subtask < 3; subtask++) {
            harness.close();
            harness = harness(settings(), null, earlier(ids), 3, subtask);
            assertThat(harness.numKeyedStateEntries()).isPositive();
            remembered += harness.numKeyedStateEntries();
        }
        assertThat(remembered).isEqualTo(ids.length);
    }

    private static AcceptedBefore earlier(String... ids) {
        return consumer -> {
            for (String id : ids) {
                consumer.accept(Streams.row(event(0, 1000, id, OptionalLong.empty())));
            }
        };
    }

    private void open(OperatorSubtaskState state) throws Exception {
        harness = harness(settings(), state);
    }

    private void open(OperatorSubtaskState state, AcceptedBefore before) throws Exception {
        harness.close();
        harness = harness(settings(), state, before, 1, 0);
    }

    private static Events settings() {
        return Streams.events(0, Optional.of(Duration.ofMillis(HORIZON)));
    }

    /** An operator that is open; to be closed. */
    static KeyedOneInputStreamOperatorTestHarness<String, RowData, RowData> harness(
            Events events, OperatorSubtaskState state) throws Exception {
        return harness(events, state, AcceptedBefore.NOTHING, 1, 0);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, RowData, RowData> harness(
            Events events,
            OperatorSubtaskState state,
            AcceptedBefore before,
            int parallelism,
            int subtask)
            throws Exception {
        var type = InternalTypeInfo.of(Streams.LAYOUT.rowType());
        var key =
                new IdentityKey(
                        Streams.LAYOUT, Identity.of(Streams.LAYOUT.eventType(), List.of("s")));
        var harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new DeduplicateOperator(
                                new Deduplicate(Streams.LAYOUT, events, DUPLICATES), key, before),
                        key,
                        Types.STRING,
                        MAX_PARALLELISM,
                        parallelism,
                        subtask);
        harness.setup(type.toSerializer());
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
        return harness;
    }

    private static OracleEvent event(long offset, long time, String id, OptionalLong clock) {
        return new OracleEvent(0, offset, time, clock, "k", 1L, 1.0, id, id.hashCode());
    }

    private void bring(long offset, long time, String id) throws Exception {
        bring(offset, time, id, OptionalLong.empty());
    }

    private void bring(long offset, long time, String id, OptionalLong clock) throws Exception {
        harness.processElement(
                new StreamRecord<>(Streams.row(event(offset, time, id, clock)), time));
        harness.getRecordOutput()
                .forEach(record -> kept.add(record.getValue().getLong(Streams.LAYOUT.offset())));
        harness.getOutput().clear();
        var side = harness.getSideOutput(DUPLICATES);
        if (side != null) {
            side.forEach(record -> dropped.add(record.getValue().getLong(Streams.LAYOUT.offset())));
            side.clear();
        }
    }
}
