package org.tallystick.jobs.reprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.jobs.archive.Definitions;
import org.tallystick.jobs.archive.LedgerAtRuns;
import org.tallystick.jobs.archive.LedgerSums;
import org.tallystick.jobs.archive.PublishedCell;

/**
 * Windows of an hour, one by one. Events are named by numbers, which are their identities; the
 * value of a cell is their sum.
 */
class JudgeTest {
    private static final String METRIC = "m";
    private static final String HOURLY = "tumbling 1 h";
    private static final String SESSION = "session 10 min";
    private static final long START = 7_200_000;
    private static final long END = 10_800_000;
    private static final long GAP = 600_000;
    private static final long SNAPSHOT = 42;

    private final List<LedgerEntry> ledger = new ArrayList<>();
    private final List<LedgerEntry> before = new ArrayList<>();
    private boolean mayRepeat;
    private Definitions definitions = Definitions.NONE;

    @Test
    void whatCameTooLateExplainsAWindow() throws Exception {
        add(ledger, LedgerEntry.LATE, 3);

        var judged = judge(cell("a").complete(1, 2, 3).seen(1, 2).live(1, 2));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
        assertThat(counts(judged)).isEqualTo(Map.of("late", 1L));
    }

    @Test
    void anotherEventOfAsManyDoesNot() throws Exception {
        add(ledger, LedgerEntry.LATE, 4);

        var judged = judge(cell("a").complete(1, 2, 3).seen(1, 2).live(1, 2));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
    }

    @Test
    void whatCameAfterIdleWasSeenAndNotPublished() throws Exception {
        add(ledger, LedgerEntry.AFTER_IDLE, 2);
        add(ledger, LedgerEntry.LATE, 3);

        var judged = judge(cell("a").complete(1, 2, 3).seen(1, 2).live(1));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
        assertThat(counts(judged)).isEqualTo(Map.of("late", 1L, "after-idle", 1L));
    }

    @Test
    void whatWasNotPublishedNeedsARow() throws Exception {
        var judged = judge(cell("a").complete(1, 2).seen(1, 2).live(1));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
        assertThat(judged.doubt())
                .contains("should have seen 2 events and published 1")
                .contains("the ledger has 0 as after-idle");
    }

    @Test
    void anEventUnderAnotherKeyIsADoubtWhateverElseWasLate() throws Exception {
        add(ledger, LedgerEntry.LATE, 5);

        var judged =
                judge(
                        cell("a").complete(1, 2, 5).seen(1, 2).live(1),
                        cell("b").complete(3).seen(3).live(2, 3));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
        assertThat(judged.doubt()).contains("1 of its cells", "do not belong there");
    }

    @Test
    void twoKeysThatHaveEachOthersEventsAreADoubtToo() throws Exception {
        add(ledger, LedgerEntry.AFTER_IDLE, 9);

        var judged =
                judge(
                        cell("a").complete(1, 9).seen(1, 9).live(2),
                        cell("b").complete(2).seen(2).live(1));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
    }

    @Test
    void aWindowWhoseBeginningNoRunSawIsPartial() throws Exception {
        ledger.add(row(LedgerEntry.PARTIAL));
        add(ledger, LedgerEntry.LATE, 4);

        var judged = judge(cell("a").complete(1, 2, 3, 4).seen(1, 2, 3).live(3));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
        assertThat(counts(judged)).isEqualTo(Map.of("late", 1L, "partial", 2L));
    }

    @Test
    void aPartialWindowCannotHaveMoreThanThereIs() throws Exception {
        ledger.add(row(LedgerEntry.PARTIAL));

        var judged = judge(cell("a").complete(1, 2).seen(1, 2).live(1, 2, 3));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
    }

    @Test
    void aPartialWindowCannotHaveOthersThanThereAre() throws Exception {
        ledger.add(row(LedgerEntry.PARTIAL));

        var judged = judge(cell("a").complete(1, 2).seen(1, 2).live(3, 4));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
    }

    @Test
    void repeatsThatOnlyTheBatchFindsAreDuplicates() throws Exception {
        mayRepeat = true;

        var judged = judge(cell("a").complete(1, 2).seen(1, 2, 2).live(1, 2, 2));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
        assertThat(counts(judged)).isEqualTo(Map.of("duplicate", 1L));
    }

    @Test
    void noRepeatAndOtherEventsIsNoDuplicate() throws Exception {
        mayRepeat = true;

        var judged = judge(cell("a").complete(1, 2).seen(1, 3).live(1, 3));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
    }

    @Test
    void theSameEventsHaveTheSameValue() throws Exception {
        add(ledger, LedgerEntry.LATE, 5);

        var judged =
                judge(
                        cell("a").complete(1, 2).seen(1, 2).live(1, 2).liveValue("{\"s\":99}"),
                        cell("b").complete(3, 5).seen(3).live(3));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
        assertThat(judged.account().suspect().cell().keys()).isEqualTo("{\"k\":\"a\"}");
    }

    @Test
    void aCorrectedWindowThatIsStaleAgainLacksWhatCameSince() throws Exception {
        add(before, LedgerEntry.LATE, 3);
        add(ledger, LedgerEntry.LATE, 3);
        add(ledger, LedgerEntry.AFTER_IDLE, 4);

        var judged =
                judge(cell("a").complete(1, 2, 3, 4).seen(1, 2, 4).live(1, 2).corrected(1, 2, 3));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
        assertThat(counts(judged)).isEqualTo(Map.of("late", 1L, "after-idle", 1L));
    }

    @Test
    void aCorrectionThatLostAnEventIsADoubt() throws Exception {
        add(before, LedgerEntry.LATE, 3);
        add(ledger, LedgerEntry.LATE, 3);

        var judged = judge(cell("a").complete(1, 2, 3).seen(1, 2).live(1, 2).corrected(1, 2));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
        assertThat(judged.doubt()).contains("of 3 events a correction holds 2");
    }

    @Test
    void whereAnotherDefinitionHadPublishedItMayBeThat() throws Exception {
        definitions = new Definitions(new HashMap<>(Map.of("earlier", END)));

        var judged = judge(cell("a").complete(1, 2).seen(1, 2).live(1));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.LOGIC_CHANGE);
    }

    @Test
    void aSessionLacksNoMoreThanCameAfterIdle() throws Exception {
        ledger.add(afterIdle(START + GAP));

        var fine = judge(cell("a").session().complete(1, 2).seen(1, 2).live(1));
        var doubtful = judge(cell("a").session().complete(1, 2, 3).seen(1, 2, 3).live(1));

        assertThat(fine.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
        assertThat(doubtful.verdict()).isEqualTo(WindowVerdict.UNEXPLAINED);
    }

    @Test
    void anEventAfterIdleMayMakeALongerSessionThatNobodyPublished() throws Exception {
        ledger.add(afterIdle(END + GAP));

        var longer = judge(cell("a").session().complete(1, 2).seen(1, 2));
        var shorter = judge(cell("a").session().live(1));

        assertThat(longer.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
        assertThat(shorter.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
    }

    @Test
    void aWindowThatLacksANewAggregateAloneIsPartial() throws Exception {
        ledger.add(row(LedgerEntry.PARTIAL));

        var judged =
                judge(cell("a").complete(1, 2).seen(1, 2).live(1, 2).liveValue("{\"s\":null}"));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
    }

    @Test
    void rowsThatAreThereAgainAfterAnOlderSavepointAreNoDoubt() throws Exception {
        add(before, LedgerEntry.PARTIAL, 1);
        add(ledger, LedgerEntry.PARTIAL, 1);
        add(ledger, LedgerEntry.PARTIAL, 1);
        add(ledger, LedgerEntry.LATE, 4);

        var judged = judge(cell("a").complete(1, 2, 4).seen(1, 2).live(2).corrected(1, 2));

        assertThat(judged.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
    }

    @Test
    void whatACorrectionHasTakenBackIsNobodysBusiness() {
        var gone = WindowAccount.of(cell("a").live(1, 2).account());

        assertThat(gone.isDoubtful()).isFalse();
    }

    @Test
    void aWindowThatNobodyPublishedAndNobodyComparedIsLookedInto() {
        var nobody = WindowAccount.of(cell("a").seen(1, 2).account());

        assertThat(nobody.isNone()).isFalse();
        assertThat(nobody.isDoubtful()).isTrue();
    }

    private JudgedWindow judge(SomeCell... cells) throws IOException {
        WindowAccount window = null;
        for (SomeCell each : cells) {
            var account = each.account();
            var cell = account.cell();
            var judged =
                    WindowAccount.judged(
                            METRIC, cell.window(), START, END, account.differs(), null);
            window = window == null ? judged : window.and(judged);
            window = window.and(WindowAccount.of(account));
        }
        var gaps = new HashMap<>(Map.of(SESSION, GAP));
        return new Judge(
                        new Judge.Ruling(
                                new SomeLedger(ledger, before),
                                gaps,
                                mayRepeat,
                                "now",
                                definitions))
                .judge(window);
    }

    private record SomeLedger(List<LedgerEntry> rows, List<LedgerEntry> then)
            implements LedgerAtRuns {

        @Override
        public LedgerSums now() {
            return LedgerSums.of(rows);
        }

        @Override
        public Optional<LedgerSums> asOf(long snapshot) {
            return snapshot == SNAPSHOT ? Optional.of(LedgerSums.of(then)) : Optional.empty();
        }
    }

    /** The event 2, for the session that it would be by itself. */
    private static LedgerEntry afterIdle(long end) {
        return new LedgerEntry(METRIC, SESSION, end, end, LedgerEntry.AFTER_IDLE, 1, 2);
    }

    private static void add(List<LedgerEntry> to, String reason, long... events) {
        to.add(row(reason, events));
    }

    private static LedgerEntry row(String reason, long... events) {
        long sum = 0;
        for (long event : events) {
            sum += event;
        }
        return new LedgerEntry(METRIC, HOURLY, END, END, reason, events.length, sum);
    }

    private static Map<String, Long> counts(JudgedWindow judged) {
        var counts = new HashMap<String, Long>();
        judged.reasons().forEach((reason, events) -> counts.put(reason, events.events()));
        return counts;
    }

    private static SomeCell cell(String key) {
        return new SomeCell(key);
    }

    /** What is known of a cell, put together. */
    private static final class SomeCell {
        private final String key;
        private String window = HOURLY;
        private PublishedCell complete;
        private PublishedCell seen;
        private PublishedCell live;
        private PublishedCell corrected;

        private SomeCell(String key) {
            this.key = key;
        }

        SomeCell session() {
            window = SESSION;
            return this;
        }

        SomeCell complete(long... events) {
            complete = of(0, events);
            return this;
        }

        SomeCell seen(long... events) {
            seen = of(0, events);
            return this;
        }

        SomeCell live(long... events) {
            live = of(0, events);
            return this;
        }

        SomeCell liveValue(String values) {
            live =
                    new PublishedCell(
                            METRIC,
                            window,
                            START,
                            END,
                            live.keys(),
                            values,
                            live.events(),
                            live.fingerprint(),
                            0,
                            false,
                            "live");
            return this;
        }

        SomeCell corrected(long... events) {
            corrected = of(1, events);
            return this;
        }

        private PublishedCell of(int revision, long... events) {
            long sum = 0;
            for (long event : events) {
                sum += event;
            }
            return new PublishedCell(
                    METRIC,
                    window,
                    START,
                    END,
                    "{\"k\":\"" + key + "\"}",
                    "{\"s\":" + sum + "}",
                    events.length,
                    sum,
                    revision,
                    false,
                    revision == 0 ? "live" : CorrectionRun.name("p", SNAPSHOT));
        }

        CellAccount account() {
            var standing = corrected == null ? live : corrected;
            boolean differs =
                    complete == null
                            ? standing != null
                            : standing == null || !complete.values().equals(standing.values());
            return new CellAccount(differs ? complete : null, standing, live, seen, differs);
        }
    }
}
