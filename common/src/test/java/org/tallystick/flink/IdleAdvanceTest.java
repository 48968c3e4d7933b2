package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.aggregate.TestColumns;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.CountByKey;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.oracle.Tally;

/** A stream that falls silent, and a clock that goes on. Times are ms. */
class IdleAdvanceTest {
    private static final long LAG = 100_000;
    private static final BoundMetric METRIC = CountByKey.over("tumbling 10 s");

    private final SliceTables tables =
            new SliceTables(List.of(METRIC), Lateness.of(0, 0), AssemblerSubtasks.MAX_PARALLELISM);
    private AssemblerSubtasks windows;

    @BeforeEach
    void start() throws Exception {
        windows = subtasks(Optional.of(Duration.ofMillis(LAG)));
        windows.start(2, List.of(METRIC), null);
        bringMany();
        windows.advance(5_000);
    }

    private static AssemblerSubtasks subtasks(Optional<Duration> idleAdvance) {
        return new AssemblerSubtasks(0, idleAdvance, new HashMapStateBackend());
    }

    /** So many keys that every subtask has some. */
    private void bringMany() throws Exception {
        for (int key = 0; key < 50; key++) {
            bring("k" + key, 3_000);
        }
    }

    @AfterEach
    void close() throws Exception {
        windows.close();
    }

    @Test
    void theLastWindowsDoNotWaitWhereAllIsIdle() throws Exception {
        windows.clock(LAG + 50_000);
        assertThat(cells()).isEmpty();

        windows.turn(WatermarkStatus.IDLE);
        windows.clock(LAG + 60_000);

        assertThat(cells()).hasSize(50);
        assertThat(windows.timers()).isZero();
    }

    @Test
    void theClockLeadsNobodyWhoIsNotIdle() throws Exception {
        windows.turn(WatermarkStatus.IDLE);
        windows.turn(WatermarkStatus.ACTIVE);
        windows.clock(LAG + 60_000);

        assertThat(cells()).isEmpty();
    }

    @Test
    void theClockLeadsNobodyBeforeTheFirstEvent() throws Exception {
        windows.start(2, List.of(METRIC), windows.stop());
        windows.turn(WatermarkStatus.IDLE);
        windows.clock(LAG + 60_000);
        assertThat(cells()).isEmpty();

        windows.advance(6_000);
        windows.clock(LAG + 62_000);
        assertThat(cells()).hasSize(50);
    }

    @Test
    void withoutTheOptionWindowsWait() throws Exception {
        windows.close();
        windows = subtasks(Optional.empty());
        windows.start(1, List.of(METRIC), null);
        bringMany();
        windows.turn(WatermarkStatus.IDLE);
        windows.clock(LAG + 60_000);

        assertThat(cells()).isEmpty();
    }

    @Test
    void whatComesForAWindowThatHasGoneIsCountedAsAfterIdle() throws Exception {
        windows.turn(WatermarkStatus.IDLE);
        windows.clock(LAG + 52_000);
        windows.turn(WatermarkStatus.ACTIVE);
        bring("k1", 4_000);
        bring("new", 55_000);
        windows.advance(6_000);
        bring("new", 56_000);
        windows.advance(60_000);

        assertThat(cells()).hasSize(51);
        assertThat(windows.published().ledger(LedgerEntry.AFTER_IDLE).values())
                .containsExactly(new Tally(1, 1));
    }

    /** The clocks of subtasks are read one after the other, and a snapshot may come in between. */
    @Test
    void noSubtaskBeginsAWindowAnewThatAnotherHasPublished() throws Exception {
        windows.turn(WatermarkStatus.IDLE);
        windows.clock(0, LAG + 60_000);
        int published = cells().size();
        assertThat(published).isBetween(1, 49);

        windows.start(3, List.of(METRIC), windows.stop());
        bringMany();
        windows.advance(Long.MAX_VALUE);

        assertThat(cells()).hasSize(50).allMatch(cell -> cell.events() == 1);
        assertThat(windows.published().ledger(LedgerEntry.AFTER_IDLE).values())
                .containsExactly(new Tally(50, 50));
    }

    private List<Cell> cells() {
        return windows.published().cells();
    }

    private void bring(String key, long time) throws Exception {
        tables.add(TestColumns.of(key).at(time).identity(1));
        windows.handOver(tables, Long.MAX_VALUE);
    }
}
