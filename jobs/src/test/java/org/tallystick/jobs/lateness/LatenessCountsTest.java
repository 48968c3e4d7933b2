package org.tallystick.jobs.lateness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.assemble.Published;
import org.tallystick.engine.assemble.Trial;
import org.tallystick.engine.assemble.TrialMetric;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.event.TimeForm;
import org.tallystick.oracle.EventGenerator.Doubles;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.Events;

/** What is counted for each setting is what the engine's ledger has in a run with that setting. */
class LatenessCountsTest {
    private static final List<BoundMetric> METRICS =
            TrialMetric.ALL.stream().map(TrialMetric::layout).toList();

    /** No round duration; the allowed lateness makes it another. */
    private static final Events EVENTS =
            new Events(
                    "{}",
                    "t",
                    TimeForm.STANDARD,
                    List.of(),
                    Duration.ofMinutes(25),
                    Duration.ofSeconds(30),
                    Optional.empty(),
                    Duration.ofMinutes(40),
                    Optional.empty(),
                    Duration.ofDays(1),
                    1_000);

    private static final Allowances ALLOWANCES = Allowances.of(EVENTS);

    /** Late events, and pairs of them and a window that they missed, of one kind. */
    private record Late(long events, long pairs) {
        static final Late NONE = new Late(0, 0);

        Late plus(Late other) {
            return new Late(events + other.events, pairs + other.pairs);
        }
    }

    private record Kind(String metric, String window) {}

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    @Test
    void theSettingsOfThePipelineAreTried() {
        assertThat(ALLOWANCES.all())
                .isSorted()
                .doesNotHaveDuplicates()
                .startsWith(0L)
                .contains(Duration.ofMinutes(25).toMillis(), Duration.ofMinutes(65).toMillis());
        assertThat(ALLOWANCES.upTo(-1)).isZero();
        assertThat(ALLOWANCES.upTo(0)).isEqualTo(1);
        assertThat(ALLOWANCES.upTo(999)).isEqualTo(1);
        assertThat(ALLOWANCES.upTo(Long.MAX_VALUE)).isEqualTo(ALLOWANCES.size());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void countsOfASettingAreTheLedgerOfARunWithIt(long seed) {
        var events = Trial.of(seed, 400, 0, Doubles.WHOLE).events();

        var counts = counted(events, new Random(seed));

        for (int setting = 0; setting < ALLOWANCES.size(); setting++) {
            var ledger = ledger(events, ALLOWANCES.at(setting), seed);
            assertThat(late(counts, setting))
                    .as("setting %d ms", ALLOWANCES.at(setting))
                    .isEqualTo(ledger);
        }
        assertThat(late(counts, 0)).hasSizeGreaterThan(8);
        assertThat(counts.kinds())
                .filteredOn(kind -> !kind.metric().equals("filtered"))
                .extracting(kind -> kind.events().of())
                .containsOnly((long) events.size());
    }

    /** Without windows' edges: an event lies behind its clock by more than a setting, or not. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void eventsBehindTheirClockAreCounted(long seed) {
        var events = Trial.of(seed, 400, 0, Doubles.WHOLE).events();

        var behind = counted(events, new Random(seed)).behind();

        assertThat(behind.of()).isEqualTo(events.size());
        for (int setting = 0; setting < ALLOWANCES.size(); setting++) {
            long allowance = ALLOWANCES.at(setting);
            assertThat(behind.bySetting().get(setting))
                    .isEqualTo(
                            events.stream()
                                    .filter(event -> event.clock().isPresent())
                                    .filter(
                                            event ->
                                                    event.clock().getAsLong() - event.time()
                                                            > allowance)
                                    .count());
        }
    }

    /** With a millisecond more than the furthest, no window goes without an event; with it, one. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theFurthestIsTheLongestSettingThatMakesOneLate(long seed) {
        var events = Trial.of(seed, 400, 0, Doubles.WHOLE).events();
        var kinds = counted(events, new Random(seed)).kinds();
        long furthest = kinds.stream().mapToLong(LatenessReport.Kind::furthest).max().orElseThrow();

        assertThat(ledger(events, furthest, seed)).isNotEmpty();
        assertThat(ledger(events, furthest + 1, seed)).isEmpty();
    }

    /** An event is late if it is for one of the windows, by the one that it misses most. */
    @Test
    void anEventThatMissesSeveralWindowsIsOneLateEvent() {
        var events = Trial.of(1, 400, 0, Doubles.WHOLE).events();
        var counts = counted(events, new Random(1));

        for (int setting = 0; setting < ALLOWANCES.size(); setting++) {
            long passed = ALLOWANCES.at(setting);
            long late =
                    events.stream()
                            .filter(event -> !ledger(List.of(event), passed, 0).isEmpty())
                            .count();
            assertThat(counts.late().bySetting().get(setting)).isEqualTo(late);
        }
    }

    /** By three subtasks, each of which gets what it gets. */
    private static LatenessCounts counted(List<OracleEvent> events, Random random) {
        var subtasks =
                IntStream.range(0, 3)
                        .mapToObj(i -> new LatenessCounts(METRICS, ALLOWANCES))
                        .toList();
        var counters =
                subtasks.stream().map(counts -> new LatenessCounter(METRICS, counts)).toList();
        for (var event : events) {
            counters.get(random.nextInt(counters.size())).add(Trial.columns(event));
        }
        var all = new Merged<>(() -> new LatenessCounts(METRICS, ALLOWANCES));
        for (var counts : subtasks) {
            var one = new Merged<>(() -> new LatenessCounts(METRICS, ALLOWANCES));
            one.add(counts);
            all.merge(one.clone());
        }
        return all.getLocalValue();
    }

    private static Map<Kind, Late> late(LatenessCounts counts, int setting) {
        var late = new HashMap<Kind, Late>();
        for (var kind : counts.kinds()) {
            var found =
                    new Late(
                            kind.events().bySetting().get(setting),
                            kind.pairs().bySetting().get(setting));
            if (!found.equals(Late.NONE)) {
                late.put(new Kind(kind.metric(), kind.window()), found);
            }
        }
        return late;
    }

    /**
     * What the engine counts with this allowance.
     *
     * @param seed how much of it is out-of-orderness, which makes no difference
     */
    private static Map<Kind, Late> ledger(List<OracleEvent> events, long allowance, long seed) {
        long allowed = seed % 2 == 0 ? 0 : allowance / 3;
        var tables = new SliceTables(METRICS, Lateness.of(allowance - allowed, allowed), 1);
        events.forEach(event -> tables.add(Trial.columns(event)));
        var late = new HashMap<Kind, Late>();
        tables.handOver(
                Long.MAX_VALUE,
                new SliceTables.Output() {
                    @Override
                    public void partials(Partials partials) {
                        // What is not late is not of interest here.
                    }

                    @Override
                    public void ledger(LedgerEntry entry) {
                        var kind = new Kind(entry.metric(), entry.window());
                        long windows = Published.windows(entry).size();
                        var more = new Late(entry.events(), entry.events() * windows);
                        late.merge(kind, more, Late::plus);
                    }
                });
        return late;
    }
}
