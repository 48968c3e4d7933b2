package org.tallystick.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.oracle.EventGenerator.Doubles;
import org.tallystick.oracle.Interleaving;

/** The engine against the oracle, under everything that can happen to a job. */
class EngineTest {
    private static final int[] BUCKETS = {1, 7, 128};
    private static final int[] BUDGETS = {1, 50, Integer.MAX_VALUE};
    private static final long[] ALLOWED_HOURS = {0, 1, 30};

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("tallystick.seeds", 9));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void cellsAndLedgerAreTheOraclesWhateverHappens(long seed) {
        long allowed = Duration.ofHours(ALLOWED_HOURS[(int) (seed % 3)]).toMillis();
        var trial = Trial.of(seed, 150, allowed, Doubles.values()[(int) (seed / 3 % 3)]);
        var expected = trial.cells();
        var first = run(trial, seed, (int) (seed / 9));
        var second = run(trial, ~seed, (int) (seed / 9) + 1);
        first.published().assertIsVerdictOf(trial, expected);
        second.published().assertSameValues(first.published().values());
        assertThat(second.published().ledger(LedgerEntry.LATE)).isEqualTo(trial.late());
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
        job.published().assertRevisionsWithoutGaps();
        job.everything().assertSameValues(job.published().values());
        return job;
    }
}
