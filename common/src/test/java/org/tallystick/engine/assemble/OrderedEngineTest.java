package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Partials;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.oracle.EventGenerator.Doubles;

/** The engine as a batch run drives it: a bucket at a time, each in order of time. */
class OrderedEngineTest {
    private static final int BUCKETS = 5;

    /** The longest window is the day on which the clocks go back. */
    private static final long LONGEST = Duration.ofHours(25).toMillis();

    private final MemoryBuckets state = new MemoryBuckets();
    private final Published published = new Published();
    private final Assembler assembler =
            new Assembler(
                    TrialMetric.layouts(),
                    TrialMetric.fromNothing(),
                    0,
                    state,
                    state,
                    published,
                    Long.MAX_VALUE);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyCellIsPublishedOnceAndIsTheOracles(long seed) {
        var trial = Trial.of(seed, 150, 0, Doubles.FINITE).complete();
        partials(trial, seed).values().forEach(this::runBucket);
        assertThat(state.isEmpty()).as("left behind: %s", state).isTrue();
        assertThat(published.cells()).allMatch(cell -> cell.revision() == 0 && !cell.retracted());
        assertThat(published.cells()).hasSameSizeAs(published.standing().keySet());
        published.assertIsVerdictOf(trial, trial.cells());
    }

    /** The lateness of a live run, replayed in order: late events are missing just the same. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {7, 8, 9})
    void aReplayHasTheLatenessOfTheLiveRun(long seed) {
        var trial = Trial.of(seed, 150, Duration.ofHours(1).toMillis(), Doubles.WHOLE);
        partials(trial, seed).values().forEach(this::runBucket);
        assertThat(state.isEmpty()).as("left behind: %s", state).isTrue();
        assertThat(published.cells()).allMatch(cell -> cell.revision() == 0 && !cell.retracted());
        published.assertIsVerdictOf(trial, trial.cells());
    }

    /** Events in any order, through tables that are handed over now and then; by bucket. */
    private Map<Integer, List<Partials>> partials(Trial trial, long seed) {
        var events = new ArrayList<>(trial.events());
        var random = new Random(seed);
        Collections.shuffle(events, random);
        var tables = new SliceTables(TrialMetric.layouts(), trial.lateness(), BUCKETS);
        var partials = new TreeMap<Integer, List<Partials>>();
        var output =
                new SliceTables.Output() {
                    @Override
                    public void partials(Partials each) {
                        partials.computeIfAbsent(each.bucket, any -> new ArrayList<>()).add(each);
                    }

                    @Override
                    public void ledger(LedgerEntry entry) {
                        published.ledger(entry);
                    }
                };
        for (var event : events) {
            tables.add(Trial.columns(event));
            if (random.nextInt(50) == 0) {
                tables.handOver(Long.MAX_VALUE, output);
            }
        }
        tables.handOver(Long.MAX_VALUE, output);
        return partials;
    }

    private void runBucket(List<Partials> bucket) {
        bucket.sort(Comparator.comparingLong(partials -> partials.start));
        state.startOver();
        for (Partials partials : bucket) {
            state.at(partials.bucket);
            state.advance(partials.start - 1, assembler);
            state.at(partials.bucket);
            assembler.add(partials);
            assertOneSpanIsHeld(partials, bucket);
        }
        state.advance(Long.MAX_VALUE, assembler);
    }

    /** No more blocks are held than came of the slices that one window may consist of. */
    private void assertOneSpanIsHeld(Partials last, List<Partials> bucket) {
        long span =
                bucket.stream()
                        .filter(each -> each.metric.equals(last.metric) && each.window.isEmpty())
                        .filter(each -> each.start > last.start - LONGEST)
                        .filter(each -> each.start <= last.start)
                        .count();
        assertThat(state.blocks(last.metric)).isLessThanOrEqualTo(span);
    }
}
