package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.assemble.Trial;
import org.tallystick.engine.assemble.TrialMetric;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.oracle.OracleEvent;

/**
 * State that an earlier version wrote can still be read.
 *
 * <p>Once a version is released its file under {@code savepoints} is never changed: one that writes
 * state in another form adds its own, and reads all. Until then {@link #main} writes the file anew.
 * The events are made here, of nothing but arithmetic, so that no change to other tests makes the
 * files useless.
 */
class WindowAssemblerSavepointTest {
    private static final Path FOLDER = Path.of("src/test/resources/savepoints");
    private static final int VERSION = 1;
    private static final List<BoundMetric> LAYOUTS =
            TrialMetric.OF_VERSION_1.stream().map(TrialMetric::layout).toList();
    private static final int EVENTS = 120;
    private static final int SAVED_AT = 60;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final Trial TRIAL =
            new Trial(List.of(events()), 0, 180 * MINUTE, false, TrialMetric.OF_VERSION_1);

    private final SliceTables tables =
            new SliceTables(LAYOUTS, TRIAL.lateness(), AssemblerSubtasks.MAX_PARALLELISM);

    /** Writes the state of this version; run it in the module's folder. */
    public static void main(String[] unused) throws Exception {
        Files.createDirectories(FOLDER);
        try (var assembler = new AssemblerSubtasks(TRIAL.allowed(), new HashMapStateBackend())) {
            var state = new WindowAssemblerSavepointTest().untilSaved(assembler);
            OperatorSnapshotUtil.writeStateHandle(state, file(VERSION));
        }
    }

    private static String file(int version) {
        return FOLDER.resolve("window-assembler-" + version + ".state").toString();
    }

    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = VERSION)
    void stateOfEveryVersionIsRestored(int version) throws Exception {
        try (var assembler = new AssemblerSubtasks(TRIAL.allowed(), new HashMapStateBackend())) {
            untilSaved(assembler);
            var saved = OperatorSnapshotUtil.readStateHandle(file(version));
            assembler.start(2, LAYOUTS, saved);
            take(assembler, SAVED_AT, EVENTS);
            assembler.advance(Long.MAX_VALUE);
            assertThat(assembler.timers()).isZero();
            assertThat(assembler.published().revisedCells()).isNotEmpty();
            assertThat(assembler.published().cells()).anyMatch(cell -> cell.retracted());
            assembler.published().assertVersionsRise();
            assembler.published().assertIsVerdictOf(TRIAL, TRIAL.cells());
        }
    }

    private OperatorSubtaskState untilSaved(AssemblerSubtasks assembler) throws Exception {
        assembler.start(1, LAYOUTS, null);
        take(assembler, 0, SAVED_AT);
        return assembler.stop();
    }

    private void take(AssemblerSubtasks assembler, int from, int to) throws Exception {
        for (OracleEvent event : TRIAL.events().subList(from, to)) {
            tables.add(Trial.columns(event));
            long clock = Math.max(event.time(), event.clock().orElse(event.time()));
            assembler.handOver(tables, clock - 1);
            assembler.advance(clock - 1);
        }
        assembler.handOver(tables, Long.MAX_VALUE);
    }

    /** Every seventh is late: by so much that windows are revised, and some are gone. */
    private static List<OracleEvent> events() {
        var events = new ArrayList<OracleEvent>();
        var clock = OptionalLong.empty();
        for (int i = 0; i < EVENTS; i++) {
            long time = (13L * i - (i % 7 == 0 ? 4 * i : 0)) * MINUTE;
            events.add(
                    new OracleEvent(
                            0,
                            i,
                            time,
                            clock,
                            "key-" + i % 5,
                            i % 11 == 0 ? null : (Long) (100L - i),
                            i * 0.1,
                            "text-" + i % 3,
                            0x9E3779B97F4A7C15L * i));
            clock = OptionalLong.of(Math.max(time, clock.orElse(time)));
        }
        return events;
    }
}
