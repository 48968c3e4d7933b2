package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.oracle.EventGenerator.Doubles;
import org.tallystick.oracle.Interleaving;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.Tally;
import org.tallystick.window.SessionWindow;
import org.tallystick.window.Windows;

/** A run that did not see its windows from their beginning on, against the oracle. */
class UnpublishedWindowsTest {
    private static final long[] ALLOWED_HOURS = {0, 1, 30};

    static LongStream seeds() {
        return LongStream.range(0, Long.getLong("tallystick.seeds", 12));
    }

    /**
     * Late events revise windows that are not published, sessions that would be published become
     * part of some that are not, and the job crashes and is rescaled: each event is counted once.
     */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatComesForThemIsInTheLedgerOnceAndNowhereElse(long seed) {
        long allowed = Duration.ofHours(ALLOWED_HOURS[(int) (seed % 3)]).toMillis();
        var trial = Trial.of(seed, 300, seed % 2 == 0 ? 3 : 20, allowed, Doubles.WHOLE);
        var times = trial.events().stream().mapToLong(OracleEvent::time).sorted().toArray();
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var start = start(times[times.length / 4 + random.nextInt(times.length / 2)]);
        var steps =
                new Interleaving(trial.partitions(), trial.partitions().size(), 2 * 3_600_000L)
                        .steps(seed);

        var published = new MemoryJob(trial, 2, 20, random, start).run(steps).published();

        var expected = trial.cells();
        var unpublished = new TreeMap<>(expected);
        expected.keySet().removeIf(id -> !isPublished(start, id));
        unpublished.keySet().removeIf(id -> isPublished(start, id));
        assertThat(unpublished).isNotEmpty();
        assertThat(expected).isNotEmpty();
        published.assertIsVerdictOf(trial, expected);
        var ledger = published.ledger(LedgerEntry.PARTIAL);
        assertThat(sums(ledger)).isEqualTo(sums(tallies(unpublished)));
        assertThat(ledger.keySet().stream().filter(UnpublishedWindowsTest::isSession))
                .allMatch(id -> isWithinOne(id, unpublished.keySet()));
    }

    private static Continuation start(long since) {
        var metrics = TrialMetric.layouts().stream().map(BoundMetric::definition).toList();
        return Continuation.ofNothing("trial", metrics, since);
    }

    private static boolean isPublished(Continuation start, Published.Id id) {
        return id.start() >= start.metric(id.metric()).since(id.window());
    }

    private static Map<Published.Id, Tally> tallies(Map<Published.Id, Trial.Expected> cells) {
        var tallies = new TreeMap<Published.Id, Tally>();
        cells.forEach((id, cell) -> tallies.put(id, Tally.of(cell.events())));
        return tallies;
    }

    /** By window, all keys together; all sessions of a kind together. */
    private static Map<Published.Id, Tally> sums(Map<Published.Id, Tally> tallies) {
        var sums = new TreeMap<Published.Id, Tally>();
        tallies.forEach((id, tally) -> sums.merge(window(id), tally, UnpublishedWindowsTest::sum));
        return sums;
    }

    private static Published.Id window(Published.Id id) {
        return isSession(id)
                ? new Published.Id(id.metric(), id.window(), 0, 0, List.of())
                : new Published.Id(id.metric(), id.window(), id.start(), id.end(), List.of());
    }

    private static Tally sum(Tally left, Tally right) {
        return new Tally(left.events() + right.events(), left.fingerprint() + right.fingerprint());
    }

    private static boolean isSession(Published.Id id) {
        return Windows.parse(id.window()) instanceof SessionWindow;
    }

    private static boolean isWithinOne(Published.Id part, Iterable<Published.Id> sessions) {
        for (Published.Id each : sessions) {
            if (each.metric().equals(part.metric())
                    && each.window().equals(part.window())
                    && each.start() <= part.start()
                    && part.end() <= each.end()) {
                return true;
            }
        }
        return false;
    }
}
