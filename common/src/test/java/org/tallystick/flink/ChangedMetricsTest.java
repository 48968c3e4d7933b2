package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.NamedAggregator;
import org.tallystick.engine.RefusedStateException;
import org.tallystick.engine.assemble.Published;
import org.tallystick.engine.assemble.Trial;
import org.tallystick.engine.assemble.TrialMetric;
import org.tallystick.engine.combine.SliceTables;
import org.tallystick.oracle.EventGenerator.Doubles;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.SessionWindow;
import org.tallystick.window.Windows;

/**
 * Metrics change between a savepoint and the run that goes on from it: what is unchanged goes on to
 * the bit, what is new publishes whole windows alone, and nothing fails.
 */
class ChangedMetricsTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final BoundMetric EVERYTHING = TrialMetric.layouts().get(0);
    private static final BoundMetric FILTERED = TrialMetric.layouts().get(1);
    private static final BoundMetric TOTAL = TrialMetric.layouts().get(2);
    private static final List<Integer> SOME = List.of(0, 2, 3);

    private Trial trial;
    private List<OracleEvent> first;
    private List<OracleEvent> second;
    private AssemblerSubtasks assembler;

    /** How many of the first events are still on their way when the savepoint is taken. */
    private int onTheirWay;

    /** Half of the events are before the savepoint; of the last hours before some are behind. */
    private void start(long seed, List<BoundMetric> layouts, StateBackend backend)
            throws Exception {
        trial = Trial.of(seed, 300, 0, Doubles.WHOLE).complete();
        var events = trial.events();
        long half =
                events.stream().mapToLong(OracleEvent::time).sorted().toArray()[events.size() / 2];
        first = new ArrayList<>(events);
        second = new ArrayList<>(events);
        first.removeIf(event -> !isFirst(event, half));
        second.removeIf(event -> isFirst(event, half));
        assembler = new AssemblerSubtasks(trial.allowed(), backend);
        assembler.start(1, layouts, null);
        handOver(layouts, first.subList(0, first.size() - onTheirWay));
        assembler.mark(seenUntil());
    }

    private static boolean isFirst(OracleEvent event, long half) {
        return event.time() < half && (event.time() < half - 3 * HOUR || event.offset() % 3 > 0);
    }

    private long seenUntil() {
        return first.stream().mapToLong(OracleEvent::time).max().orElseThrow() + 1;
    }

    private long watermark() {
        return second.stream().mapToLong(OracleEvent::time).min().orElseThrow() - 1;
    }

    private void handOver(List<BoundMetric> layouts, List<OracleEvent> events) throws Exception {
        var tables = new SliceTables(layouts, trial.lateness(), AssemblerSubtasks.MAX_PARALLELISM);
        events.forEach(event -> tables.add(Trial.columns(event)));
        assembler.handOver(tables, Long.MAX_VALUE);
    }

    private void goOn(List<BoundMetric> layouts) throws Exception {
        assembler.start(2, layouts, assembler.stop());
        handOver(layouts, second);
        assembler.advance(Long.MAX_VALUE);
        assertThat(assembler.timers()).isZero();
        assertThat(assembler.hasState()).isFalse();
    }

    private void assertPublished(Predicate<Published.Id> expected) {
        var cells = trial.cells();
        cells.keySet().removeIf(expected.negate());
        assertThat(cells).isNotEmpty();
        assembler.published().assertIsVerdictOf(trial, cells);
    }

    /** Whether a window was complete when the savepoint was taken. */
    private boolean isBefore(Published.Id id) {
        boolean session = Windows.parse(id.window()) instanceof SessionWindow;
        return session ? id.end() <= watermark() : id.end() - 1 <= watermark();
    }

    /** Whether no event of the window can lie before the savepoint. */
    private boolean isSince(Published.Id id) {
        return Windows.parse(id.window()) instanceof SessionWindow session
                ? id.start() >= seenUntil() + session.gapMillis()
                : id.start() >= seenUntil();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void metricsLeaveAndStartWhileOthersGoOn(long seed) throws Exception {
        start(seed, List.of(EVERYTHING, FILTERED), new HashMapStateBackend());
        assembler.advance(watermark());

        goOn(List.of(TOTAL, FILTERED));

        assertPublished(
                id ->
                        switch (id.metric()) {
                            case "everything" -> isBefore(id);
                            case "filtered" -> true;
                            case "total" -> isSince(id);
                            default -> false;
                        });
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void windowsStartWhileOthersGoOn(long seed) throws Exception {
        var some = withWindows(EVERYTHING, SOME);
        start(seed, List.of(some), new HashMapStateBackend());
        assembler.advance(watermark());

        goOn(List.of(EVERYTHING));

        var kept = texts(some);
        assertPublished(
                id ->
                        id.metric().equals("everything")
                                && (kept.contains(id.window()) || isSince(id)));
        assertThat(assembler.published().cells()).anyMatch(cell -> !kept.contains(cell.window()));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void windowsLeaveWhileOthersGoOn(long seed) throws Exception {
        var some = withWindows(EVERYTHING, SOME);
        start(seed, List.of(EVERYTHING), new HashMapStateBackend());
        assembler.advance(watermark());

        goOn(List.of(some));

        var kept = texts(some);
        assertPublished(
                id ->
                        id.metric().equals("everything")
                                && (kept.contains(id.window()) || isBefore(id)));
    }

    /** The second restore knows of no change any more, and still holds back what is not whole. */
    @Test
    void whatStartsIsHeldBackAfterAnotherRestore() throws Exception {
        start(1, List.of(TOTAL), new HashMapStateBackend());
        assembler.start(2, List.of(TOTAL, FILTERED), assembler.stop());

        goOn(List.of(TOTAL, FILTERED));

        assertPublished(
                id ->
                        id.metric().equals("total")
                                || (id.metric().equals("filtered") && isSince(id)));
    }

    /** By one subtask of those that there are, and not again by those of a later restore. */
    @Test
    void theArchiveOwesWhatIsHeldBackOnce() throws Exception {
        start(1, List.of(TOTAL), new HashMapStateBackend());
        assembler.start(2, List.of(TOTAL, FILTERED), assembler.stop());

        goOn(List.of(TOTAL, FILTERED));

        long last = seenUntil() - 1;
        var aligned = (AlignedWindow) Windows.parse("sliding 12 h every 4 h");
        assertThat(owed())
                .containsExactlyInAnyOrder(
                        owed(FILTERED, aligned.text(), aligned.lastEnd(last)),
                        owed(FILTERED, "session 1 h", last + 2 * HOUR));
    }

    @Test
    void theArchiveOwesTheValuesOfAnAggregateThatStarts() throws Exception {
        var before = withAggregates(EVERYTHING.aggregates().subList(1, 4));
        start(1, List.of(before), new HashMapStateBackend());

        goOn(List.of(EVERYTHING));

        assertThat(owed())
                .extracting(LedgerEntry::window)
                .containsExactlyInAnyOrderElementsOf(texts(EVERYTHING));
        assertThat(owed()).contains(owed(EVERYTHING, "session 30 min", seenUntil() - 1 + HOUR / 2));
    }

    private static LedgerEntry owed(BoundMetric metric, String window, long lastEnd) {
        return new LedgerEntry(
                metric.name(), window, LedgerEntry.BEGINNING, lastEnd, LedgerEntry.PARTIAL, 0, 0);
    }

    private List<LedgerEntry> owed() {
        return assembler.published().ledger().stream()
                .filter(entry -> entry.events() == 0)
                .toList();
    }

    @Test
    void aMetricWhoseFilterChangedStartsAnew() throws Exception {
        var before =
                new BoundMetric(
                        FILTERED.name(),
                        "",
                        -1,
                        FILTERED.keys(),
                        FILTERED.aggregates(),
                        FILTERED.windows());

        startAnew(before);
    }

    @Test
    void aMetricWhoseArgumentsAllChangedTheirTypeStartsAnew() throws Exception {
        var before =
                new BoundMetric(
                        FILTERED.name(),
                        FILTERED.filter(),
                        FILTERED.filterColumn(),
                        FILTERED.keys(),
                        aggregatesOf(EVERYTHING, "min_long", "avg_long", "max_text"),
                        FILTERED.windows());

        startAnew(before);
    }

    /** Partials of the old rows come in after the restore, as from an unaligned checkpoint. */
    private void startAnew(BoundMetric before) throws Exception {
        start(1, List.of(before, TOTAL), new HashMapStateBackend());
        assembler.start(1, List.of(FILTERED, TOTAL), assembler.stop());
        handOver(List.of(before), first);

        goOn(List.of(FILTERED, TOTAL));

        assertPublished(
                id ->
                        id.metric().equals("total")
                                || (id.metric().equals("filtered") && isSince(id)));
    }

    /** Some partials of the old rows come in after the restore, as from an unaligned checkpoint. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void aggregatesStartAndLeaveWhileOthersGoOn(long seed) throws Exception {
        var measures = EVERYTHING.aggregates();
        var before = withAggregates(measures.subList(0, measures.size() - 3));
        var reversed = new ArrayList<>(measures.subList(2, measures.size()));
        Collections.reverse(reversed);
        var now = withAggregates(reversed);
        onTheirWay = 40;
        start(seed, List.of(before), new HashMapStateBackend());
        assembler.start(3, List.of(now), assembler.stop());
        handOver(List.of(before), first.subList(first.size() - onTheirWay, first.size()));

        goOn(List.of(now));

        var kept = before.aggregates().stream().map(NamedAggregator::name).toList();
        var standing = assembler.published().standing();
        assertThat(standing).hasSameSizeAs(published(EVERYTHING));
        published(EVERYTHING)
                .forEach(
                        (id, values) -> {
                            for (int i = 0; i < reversed.size(); i++) {
                                var name = reversed.get(i).name();
                                boolean whole = kept.contains(name) || id.start() >= seenUntil();
                                assertThat(standing.get(id).values().get(i))
                                        .as("%s of %s", name, id)
                                        .isEqualTo(
                                                whole ? values.get(measures.size() - 1 - i) : null);
                            }
                        });
    }

    /** What a run without a break comes to. */
    private Map<Published.Id, List<Object>> published(BoundMetric metric) throws Exception {
        try (var alone = new AssemblerSubtasks(0, new HashMapStateBackend())) {
            alone.start(1, List.of(metric), null);
            var tables =
                    new SliceTables(
                            List.of(metric), trial.lateness(), AssemblerSubtasks.MAX_PARALLELISM);
            trial.events().forEach(event -> tables.add(Trial.columns(event)));
            alone.handOver(tables, Long.MAX_VALUE);
            alone.advance(Long.MAX_VALUE);
            return alone.published().values();
        }
    }

    private static BoundMetric withAggregates(List<NamedAggregator> aggregates) {
        return new BoundMetric(
                EVERYTHING.name(),
                EVERYTHING.filter(),
                EVERYTHING.filterColumn(),
                EVERYTHING.keys(),
                aggregates,
                EVERYTHING.windows());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void aMetricThatLeavesTakesAllOfItsStateAlongAtOnce(String backend) throws Exception {
        start(1, List.of(EVERYTHING, FILTERED), backend(backend));
        assertThat(assembler.hasState()).isTrue();

        assembler.start(3, List.of(TOTAL), assembler.stop());

        assertThat(assembler.hasState()).isFalse();
        assembler.close();
    }

    @Test
    void partialsOnTheirWayToAMetricThatLeftAreDropped() throws Exception {
        start(1, List.of(EVERYTHING), new HashMapStateBackend());
        assembler.start(1, List.of(TOTAL), assembler.stop());

        handOver(List.of(EVERYTHING, TOTAL), second);
        assembler.advance(Long.MAX_VALUE);

        assertPublished(id -> id.metric().equals("total") && isSince(id));
        assembler.close();
    }

    @Test
    void theStateOfAnotherPipelineIsRefusedOnceAndForAll() throws Exception {
        start(1, List.of(TOTAL), new HashMapStateBackend());
        var state = assembler.stop();

        assertThatThrownBy(() -> assembler.start("other", 1, List.of(TOTAL), state))
                .isInstanceOf(SuppressRestartsException.class)
                .hasCause(
                        new RefusedStateException(
                                "the savepoint is of pipeline 'trial', not of 'other': name one of"
                                        + " its own, or none"));
        assembler.close();
    }

    private static BoundMetric withWindows(BoundMetric metric, List<Integer> numbers) {
        return new BoundMetric(
                metric.name(),
                metric.filter(),
                metric.filterColumn(),
                metric.keys(),
                metric.aggregates(),
                numbers.stream().map(metric.windows()::get).toList());
    }

    private static List<String> texts(BoundMetric metric) {
        return metric.definition().windows();
    }

    private static List<NamedAggregator> aggregatesOf(BoundMetric metric, String... names) {
        var wanted = List.of(names);
        return metric.aggregates().stream().filter(each -> wanted.contains(each.name())).toList();
    }

    private static StateBackend backend(String name) {
        return Map.<String, StateBackend>of(
                        "hashmap", new HashMapStateBackend(),
                        "rocksdb", new EmbeddedRocksDBStateBackend())
                .get(name);
    }
}
