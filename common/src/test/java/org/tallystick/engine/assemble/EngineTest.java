package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.engine.Cell;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.oracle.EventGenerator.Doubles;
import org.tallystick.oracle.Interleaving;

/** The engine against the oracle, under everything that can happen to a job. */
class EngineTest {
    private static final int[] BUCKETS = {1, 2, 128};
    private static final int[] BUDGETS = {1, 50, Integer.MAX_VALUE};
    private static final long[] ALLOWED_HOURS = {0, 1, 30};

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("tallystick.seeds", 9));
    }

    static LongStream fewSeeds() {
        return LongStream.range(0, 4);
    }

    /** Few keys come again and again; of many, a bucket gets more than any array begins with. */
    private static Trial trial(long seed) {
        long allowed = Duration.ofHours(ALLOWED_HOURS[(int) (seed % 3)]).toMillis();
        var doubles = Doubles.values()[(int) (seed / 3 % 3)];
        return switch ((int) (seed % 4)) {
            case 0 -> Trial.of(seed, 600, 5_000, allowed, doubles);
            case 1 -> Trial.of(seed, 150, 1, allowed, doubles);
            default -> Trial.of(seed, 150, allowed, doubles);
        };
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cellsAndLedgerAreTheOraclesWhateverHappens(long seed) {
        var trial = trial(seed);
        var expected = trial.cells();
        var first = run(trial, seed, (int) (seed / 3));
        var second = run(trial, ~seed, (int) (seed / 3) + 1);
        first.published().assertIsVerdictOf(trial, expected);
        second.published().assertSameValues(first.published().values());
        assertThat(second.published().ledger(LedgerEntry.LATE)).isEqualTo(trial.late());
    }

    /** As from a topic that is written at least once: by one run, and by one that began anew. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void aConsumerOfEveryReplayKeepsTheRightCells(long seed) {
        var trial = trial(seed);
        var right = run(trial, seed, (int) (seed / 3)).published().values();
        var log = new ArrayList<>(run(trial, seed, (int) (seed / 3)).everything().cells());
        log.addAll(run(trial, ~seed, (int) (seed / 3) + 1).everything().cells());
        log.addAll(log.subList(0, log.size() / 2));
        Collections.shuffle(log, new Random(seed));
        consumed(log).assertSameValues(right);
    }

    /**
     * A run that never came to its end is replayed otherwise: its sessions may have been others.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("fewSeeds")
    void everyPrefixOfALostRunIsMadeUpFor(long seed) {
        var trial = trial(seed);
        var lost = run(trial, seed, (int) (seed / 3)).published().cells();
        var whole = run(trial, ~seed, (int) (seed / 3) + 1).published();
        var right = whole.values();
        right.keySet().removeIf(id -> id.window().startsWith("session"));
        for (int end = 0; end < lost.size(); end += 1 + lost.size() / 7) {
            var log = new ArrayList<>(lost.subList(0, end));
            log.addAll(whole.cells());
            log.removeIf(cell -> cell.window().startsWith("session"));
            consumed(log).assertSameValues(right);
        }
    }

    private static Published consumed(List<Cell> log) {
        var consumer = new Published();
        log.forEach(consumer::cell);
        return consumer;
    }

    private static MemoryJob run(Trial trial, long seed, int variant) {
        var steps =
                new Interleaving(
                                trial.partitions(),
                                trial.partitions().size(),
                                trial.outOfOrderness())
                        .steps(seed);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var job =
                new MemoryJob(
                                trial,
                                BUCKETS[Math.floorMod(variant, 3)],
                                BUDGETS[Math.floorMod(variant + seed, 3)],
                                random)
                        .run(steps);
        assertThat(job.state().isEmpty()).as("left behind: %s", job.state()).isTrue();
        job.published().assertVersionsRise();
        job.everything().assertSameValues(job.published().values());
        return job;
    }
}
