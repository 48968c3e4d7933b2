package org.tallystick.engine.assemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tallystick.aggregate.TestColumns;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.Continuation;
import org.tallystick.engine.CountByKey;
import org.tallystick.engine.Lateness;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.oracle.Tally;

/** What a partition brings that was idle, so that event time went on without it. */
class AfterIdleTest {
    private static final long RETENTION = 5;
    private static final BoundMetric METRIC = CountByKey.over("tumbling 10 ms", "session 10 ms");

    private final Published published = new Published();
    private final MemoryBuckets state = new MemoryBuckets();
    private SliceTables tables;
    private Assembler assembler;

    @BeforeEach
    void start() {
        tables = new SliceTables(List.of(METRIC), Lateness.of(0, RETENTION), 1);
        assembler =
                new Assembler(
                        List.of(METRIC),
                        Continuation.ofNothing("p", List.of(METRIC.definition())),
                        RETENTION,
                        state,
                        state,
                        published,
                        0);
    }

    @Test
    void aWindowTakesEventsForAsLongAsItIsKept() {
        bring("a", 3, 1);
        reach(13);
        bring("a", 4, 2);
        bring("b", 4, 4);
        end();
        assertThat(events("tumbling 10 ms", 0)).containsExactly(1L, 2L, 1L);
        assertThat(afterIdle("tumbling 10 ms")).isEmpty();
    }

    @Test
    void whatComesForAWindowThatIsGoneIsCounted() {
        bring("a", 3, 1);
        reach(14);
        bring("a", 4, 2);
        bring("b", 4, 4);
        end();
        assertThat(events("tumbling 10 ms", 0)).containsExactly(1L);
        assertThat(afterIdle("tumbling 10 ms").values()).containsExactly(new Tally(2, 6));
    }

    @Test
    void aBucketThatNeverHeldAnythingKnowsWhatIsGone() {
        reach(100);
        bring("a", 3, 7);
        end();
        assertThat(published.cells()).isEmpty();
        assertThat(published.ledger(LedgerEntry.AFTER_IDLE))
                .isEqualTo(
                        Map.of(
                                new Published.Id("m", "tumbling 10 ms", 0, 10, List.of()),
                                new Tally(1, 7),
                                new Published.Id("m", "session 10 ms", 3, 13, List.of()),
                                new Tally(1, 7)));
    }

    @Test
    void aSessionNeverJoinsOneThatMayBeGone() {
        bring("a", 0, 1);
        reach(25);
        bring("a", 10, 2);
        end();
        assertThat(published.standing().keySet())
                .filteredOn(id -> id.window().startsWith("session"))
                .extracting(Published.Id::start, Published.Id::end)
                .containsExactly(tuple(0L, 10L));
        assertThat(afterIdle("session 10 ms").values()).containsExactly(new Tally(1, 2));
    }

    @Test
    void aSessionThatIsStillKeptIsJoined() {
        bring("a", 0, 1);
        reach(24);
        bring("a", 10, 2);
        end();
        published.assertVersionsRise();
        assertThat(published.standing().keySet())
                .filteredOn(id -> id.window().startsWith("session"))
                .extracting(Published.Id::start, Published.Id::end)
                .containsExactly(tuple(0L, 20L));
    }

    /** Both come at once to a subtask that reads an idle partition and another. */
    @Test
    void anEventOnTimeDoesNotShareTheFateOfOneAfterIdle() {
        reach(40);
        bring("a", 25, 1);
        bring("a", 35, 2);
        end();
        assertThat(published.standing().keySet())
                .filteredOn(id -> id.window().startsWith("session"))
                .extracting(Published.Id::start, Published.Id::end)
                .containsExactly(tuple(35L, 45L));
        assertThat(afterIdle("session 10 ms").values()).containsExactly(new Tally(1, 1));
    }

    private void bring(String key, long time, long identity) {
        tables.add(TestColumns.of(key).at(time).identity(identity));
    }

    private void reach(long time) {
        var output = new IntoAssembler(state, assembler, published);
        tables.handOver(Long.MAX_VALUE, output);
        tables.handOver(time, output);
        assembler.settle();
        state.advance(time, assembler);
    }

    private void end() {
        reach(Long.MAX_VALUE);
        assertThat(state.isEmpty()).as("left behind: %s", state).isTrue();
    }

    private List<Long> events(String window, long start) {
        return published.cells().stream()
                .filter(cell -> cell.window().equals(window) && cell.start() == start)
                .map(Cell::events)
                .toList();
    }

    private Map<Published.Id, Tally> afterIdle(String window) {
        var sums = published.ledger(LedgerEntry.AFTER_IDLE);
        sums.keySet().removeIf(id -> !id.window().equals(window));
        return sums;
    }
}
