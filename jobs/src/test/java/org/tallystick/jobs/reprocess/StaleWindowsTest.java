package org.tallystick.jobs.reprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.jobs.archive.Answer;
import org.tallystick.jobs.archive.MemoryLedger;
import org.tallystick.jobs.archive.WindowKind;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.Window;
import org.tallystick.window.Windows;

/** Rows of the ledger and answers of corrections, followed window by window. */
class StaleWindowsTest {
    private static final long MINUTE = 60_000;
    private static final long SLIDE = 10 * MINUTE;
    private static final long GAP = 5 * MINUTE;
    private static final int SLIDES = 60;

    private static final Window TUMBLING = Windows.parse("tumbling 10 min");
    private static final Window SLIDING = Windows.parse("sliding 30 min every 10 min");
    private static final Window SESSION = Windows.parse("session 5 min");

    private static final List<BoundMetric> METRICS =
            List.of(metric("one", TUMBLING, SESSION), metric("two", SLIDING));

    private final MemoryLedger ledger = new MemoryLedger();
    private final List<Answer> answers = new ArrayList<>();

    /** Of an aligned window its end, of a session an event's time and a gap. */
    private record End(WindowKind kind, long end) {}

    private static BoundMetric metric(String name, Window... windows) {
        return new BoundMetric(name, "", -1, List.of(), List.of(), List.of(windows));
    }

    private static WindowKind kind(String metric, Window window) {
        return new WindowKind(metric, window.text());
    }

    private static Map<WindowKind, Window> kinds() {
        var kinds = new HashMap<WindowKind, Window>();
        for (var metric : METRICS) {
            metric.windows().forEach(each -> kinds.put(kind(metric.name(), each), each));
        }
        return kinds;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aWindowIsStaleFromARowOnUntilItIsJudged(long seed) throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var stale = new HashSet<End>();
        long closed = SLIDE;
        for (int round = 0; round < 25; round++) {
            var rows = rows(random);
            long snapshot = ledger.append(rows);
            rows.forEach(row -> add(row, stale));
            closed += random.nextLong(4) * SLIDE;

            assertStale(stale, snapshot, closed);

            if (random.nextInt(3) > 0) {
                var answer = answer(snapshot, closed, random);
                stale.removeIf(end -> judges(answer, end));
                answers.add(0, answer);
                assertStale(stale, snapshot, closed);
            }
        }
    }

    private static List<LedgerEntry> rows(RandomGenerator random) {
        var rows = new ArrayList<LedgerEntry>();
        for (var kind : kinds().entrySet()) {
            if (random.nextBoolean()) {
                long first = (1 + random.nextLong(SLIDES)) * SLIDE;
                boolean session = kind.getValue() == SESSION;
                long last = session ? first : first + random.nextLong(3) * SLIDE;
                boolean all = !session && random.nextInt(9) == 0;
                rows.add(row(kind.getKey(), all ? LedgerEntry.BEGINNING : first, last));
            }
        }
        return rows;
    }

    private static LedgerEntry row(WindowKind kind, long first, long last) {
        return new LedgerEntry(
                kind.metric(), kind.window(), first, last, LedgerEntry.LATE, 1, first);
    }

    private static void add(LedgerEntry row, Set<End> stale) {
        var kind = new WindowKind(row.metric(), row.window());
        for (long end = SLIDE; end <= row.lastEnd(); end += SLIDE) {
            if (end >= row.firstEnd()) {
                stale.add(new End(kind, end));
            }
        }
    }

    /** Of everything, of a range, or by a pipeline that lacks a metric. */
    private static Answer answer(long snapshot, long closed, RandomGenerator random) {
        var kinds = new HashSet<>(kinds().keySet());
        long from = Long.MIN_VALUE;
        long to = Long.MAX_VALUE;
        switch (random.nextInt(4)) {
            case 0 -> {
                from = random.nextLong(SLIDES) * SLIDE;
                to = from + 1 + random.nextLong(SLIDES / 2) * SLIDE;
            }
            case 1 -> kinds.removeIf(kind -> kind.metric().equals("two"));
            default -> {}
        }
        return new Answer(snapshot, closed, Long.MAX_VALUE, from, to, kinds);
    }

    private static boolean judges(Answer answer, End end) {
        long start = start(end);
        boolean inRange =
                kinds().get(end.kind()) == SESSION
                        ? start >= answer.from() && start < answer.to()
                        : end.end() > answer.from() && start < answer.to();
        return answer.kinds().contains(end.kind()) && end.end() <= answer.closed() && inRange;
    }

    private static long start(End end) {
        return kinds().get(end.kind()) instanceof AlignedWindow aligned
                ? aligned.start(end.end())
                : end.end() - GAP;
    }

    private void assertStale(Set<End> expected, long snapshot, long closed) throws Exception {
        var found = stale(snapshot, closed);
        var open = expected.stream().filter(end -> end.end() <= closed).collect(Collectors.toSet());
        for (var kind : kinds().keySet()) {
            for (long end = SLIDE; end <= (SLIDES + 3) * SLIDE; end += SLIDE) {
                var window = new End(kind, end);
                assertThat(found.holds(kind.metric(), kind.window(), start(window), end))
                        .as("%s", window)
                        .isEqualTo(open.contains(window));
                if (open.contains(window)) {
                    assertThat(found.times().times().contains(end - 1)).isTrue();
                    assertThat(found.times().times().contains(start(window))).isTrue();
                }
            }
        }
        assertThat(found.isEmpty() && !open.isEmpty()).isFalse();
    }

    private StaleWindows stale(long snapshot, long closed) throws Exception {
        return StaleWindows.of(METRICS, ledger.rows(), snapshot, answers, closed);
    }

    @Test
    void aSessionThatWasOpenIsStaleAgainOnceMoreIsClosed() throws Exception {
        long snapshot =
                ledger.append(
                        List.of(
                                row(kind("one", SESSION), 20 * MINUTE, 20 * MINUTE),
                                row(kind("one", SESSION), 90 * MINUTE, 90 * MINUTE)));
        answers.add(answer(snapshot, 100 * MINUTE, 60 * MINUTE));

        assertThat(stale(snapshot, 100 * MINUTE).isEmpty()).isTrue();
        var later = stale(snapshot, 101 * MINUTE);
        assertThat(later.holds("one", SESSION.text(), 85 * MINUTE, 101 * MINUTE)).isTrue();
        assertThat(later.holds("one", SESSION.text(), 15 * MINUTE, 20 * MINUTE)).isFalse();

        answers.add(0, answer(snapshot, 101 * MINUTE, 60 * MINUTE));
        assertThat(stale(snapshot, 101 * MINUTE).isEmpty()).isTrue();
        answers.add(0, answer(snapshot, 110 * MINUTE, Long.MAX_VALUE));
        assertThat(stale(snapshot, 200 * MINUTE).isEmpty()).isTrue();
    }

    @Test
    void aSessionThatOnlyTouchesTheEventIsJudgedToo() throws Exception {
        var row = row(kind("one", SESSION), 20 * MINUTE, 20 * MINUTE);
        var stale = stale(ledger.append(List.of(row)), 100 * MINUTE);

        assertThat(stale.holds("one", SESSION.text(), 0, 15 * MINUTE)).isTrue();
        assertThat(stale.holds("one", SESSION.text(), 0, 15 * MINUTE - 1)).isFalse();
        assertThat(stale.holds("one", SESSION.text(), 20 * MINUTE, 30 * MINUTE)).isTrue();
        assertThat(stale.holds("one", SESSION.text(), 20 * MINUTE + 1, 30 * MINUTE)).isFalse();
    }

    @Test
    void anAnswerToALedgerThatIsNotKnownAnyMoreCountsForNothing() throws Exception {
        var row = row(kind("two", SLIDING), 3 * SLIDE, 3 * SLIDE);
        long snapshot = ledger.append(List.of(row));
        answers.add(answer(snapshot + 1, 100 * MINUTE, Long.MAX_VALUE));

        assertThat(stale(snapshot, 100 * MINUTE).isEmpty()).isFalse();
    }

    private static Answer answer(long snapshot, long closed, long openSince) {
        return new Answer(
                snapshot, closed, openSince, Long.MIN_VALUE, Long.MAX_VALUE, kinds().keySet());
    }

    @Test
    void farApartStretchesAreReadAloneAndManyAreReadTogether() throws Exception {
        var few = new ArrayList<LedgerEntry>();
        for (long hour = 1; hour <= 3; hour++) {
            long end = hour * 120 * MINUTE;
            few.add(row(kind("one", TUMBLING), end, end));
        }
        long snapshot = ledger.append(few);
        assertThat(stale(snapshot, Long.MAX_VALUE).times().times().all()).hasSize(3);

        var many = new ArrayList<LedgerEntry>();
        for (long hour = 1; hour <= 2_000; hour++) {
            long end = hour * 120 * MINUTE;
            many.add(row(kind("one", TUMBLING), end, end));
        }
        var stale = stale(ledger.append(many), Long.MAX_VALUE);
        assertThat(stale.times().times().all()).hasSizeBetween(1, 256);
        assertThat(stale.holds("one", TUMBLING.text(), 130 * MINUTE, 140 * MINUTE)).isFalse();
    }
}
