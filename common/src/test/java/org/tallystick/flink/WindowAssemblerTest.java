package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.assemble.Trial;
import org.tallystick.engine.assemble.TrialMetric;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.oracle.EventGenerator.Doubles;
import org.tallystick.oracle.Interleaving;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.Step;

class WindowAssemblerTest {
    private static final int[] PARALLELISMS = {1, 3, 2};
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private Trial trial;
    private SliceTables tables;
    private AssemblerSubtasks assembler;

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({"hashmap, 1", "hashmap, 2", "rocksdb, 1", "rocksdb, 2"})
    void snapshotsAndRescalingChangeNothing(String backend, long seed) throws Exception {
        start(Trial.of(seed, 100, seed % 2 * HOUR, Doubles.WHOLE), backend(backend));
        var steps = new Interleaving(trial.partitions(), 1, trial.outOfOrderness()).steps(seed);
        int snapshots = 0;
        for (Step step : steps) {
            if (step instanceof Step.Arrival arrival) {
                tables.add(Trial.columns(arrival.event()));
            } else if (step instanceof Step.Watermark watermark) {
                handOver(watermark.timestamp());
                assembler.advance(watermark.timestamp());
            } else if (snapshots < 4) {
                handOver(Long.MAX_VALUE);
                int parallelism = PARALLELISMS[++snapshots % PARALLELISMS.length];
                assembler.start(parallelism, TrialMetric.layouts(), assembler.stop());
            }
        }
        assertThat(snapshots).isGreaterThan(2);
        assertThat(assembler.timers()).isZero();
        assembler.published().assertVersionsRise();
        assembler.published().assertIsVerdictOf(trial, trial.cells());
        assembler.close();
    }

    @Test
    void whatIsGoneIsStillGoneAfterARestore() throws Exception {
        start(Trial.of(1, 100, 0, Doubles.WHOLE), new HashMapStateBackend());
        addAll();
        assembler.advance(Long.MAX_VALUE - 1);
        int published = assembler.published().cells().size();
        assembler.start(2, TrialMetric.layouts(), assembler.stop());
        addAll();
        assembler.advance(Long.MAX_VALUE);
        assertThat(assembler.published().cells()).hasSize(published);
        assertThat(assembler.published().ledger(LedgerEntry.AFTER_IDLE)).isNotEmpty();
        assembler.close();
    }

    @Test
    void aMetricCanLeaveAndComeWhileTheOthersGoOn() throws Exception {
        start(Trial.of(1, 100, 0, Doubles.WHOLE).complete(), new HashMapStateBackend());
        var all = TrialMetric.layouts();
        tables =
                new SliceTables(
                        all.subList(1, 3), trial.lateness(), AssemblerSubtasks.MAX_PARALLELISM);
        addAll();
        assembler.start(2, all.subList(0, 2), assembler.stop());
        assembler.advance(Long.MAX_VALUE);
        assertThat(assembler.hasState()).isFalse();
        var expected = trial.cells();
        expected.keySet().removeIf(id -> !id.metric().equals(all.get(1).name()));
        assembler.published().assertIsVerdictOf(trial, expected);
        assertThat(assembler.timers()).isZero();
        assembler.close();
    }

    private static StateBackend backend(String name) {
        return name.equals("rocksdb")
                ? new EmbeddedRocksDBStateBackend()
                : new HashMapStateBackend();
    }

    private void start(Trial trial, StateBackend backend) throws Exception {
        this.trial = trial;
        tables =
                new SliceTables(
                        TrialMetric.layouts(), trial.lateness(), AssemblerSubtasks.MAX_PARALLELISM);
        assembler = new AssemblerSubtasks(trial.allowed(), backend);
        assembler.start(1, TrialMetric.layouts(), null);
    }

    private void addAll() throws Exception {
        for (OracleEvent event : trial.events()) {
            tables.add(Trial.columns(event));
        }
        handOver(Long.MAX_VALUE);
    }

    private void handOver(long time) throws Exception {
        assembler.handOver(tables, time);
    }
}
