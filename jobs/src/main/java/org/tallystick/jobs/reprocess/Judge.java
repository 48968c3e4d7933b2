package org.tallystick.jobs.reprocess;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.Tally;
import org.tallystick.jobs.archive.Definitions;
import org.tallystick.jobs.archive.LedgerAtRuns;
import org.tallystick.jobs.archive.LedgerSums;
import org.tallystick.jobs.archive.Missed;

/**
 * Judges windows: whether what live ones went without accounts for every difference.
 *
 * <p>Of every window that differs, complete = live + all that the ledger has of it, by count and
 * fingerprint; what it has as late is what complete and as seen differ by, what it has as after
 * idle or partial is what as seen and live do. Where a run had not seen the beginning of a window,
 * the ledger cannot tell all that this one went without: what is missing then counts as partial.
 * Cells made of the same events have the same values, always.
 *
 * <p>An event that is late for its session may join sessions to a longer one, which is another
 * window: late is then what this one has more, and those have less. The ledger is not asked for it.
 */
final class Judge {
    private final Ruling ruling;
    private final LedgerSums ledger;
    private final Map<String, Optional<LedgerSums>> before = new HashMap<>();

    /**
     * What it goes by.
     *
     * @param gaps of the sessions, by their windows' text, ms
     * @param mayRepeat whether the live job may have counted repeats
     * @param definition of the pipeline as it is now
     * @param definitions by which the windows were published
     */
    record Ruling(
            LedgerAtRuns ledger,
            HashMap<String, Long> gaps,
            boolean mayRepeat,
            String definition,
            Definitions definitions)
            implements Serializable {}

    Judge(Ruling ruling) throws IOException {
        this.ruling = ruling;
        ledger = ruling.ledger.now();
    }

    JudgedWindow judge(WindowAccount window) throws IOException {
        var reasons = new TreeMap<String, Tally>();
        var doubts = new ArrayList<String>();
        var missed = missed(ledger, window);
        account(window, missed, reasons, doubts);
        boolean isPartial = missed.containsKey(LedgerEntry.PARTIAL);
        if (window.differing() > 0 && doubts.isEmpty() && reasons.isEmpty() && !isPartial) {
            doubts.add("the live job saw all events, and published it so");
        }
        if (doubts.isEmpty()) {
            var verdict = window.differing() == 0 ? WindowVerdict.MATCH : WindowVerdict.EXPLAINED;
            return new JudgedWindow(window, verdict, reasons, "");
        }
        boolean changed = ruling.definitions.isByAnother(ruling.definition, window.end());
        return new JudgedWindow(
                window,
                changed ? WindowVerdict.LOGIC_CHANGE : WindowVerdict.UNEXPLAINED,
                reasons,
                String.join("; ", doubts));
    }

    private void account(
            WindowAccount window,
            Map<String, Missed> missed,
            Map<String, Tally> reasons,
            List<String> doubts)
            throws IOException {
        if (missed.containsKey(LedgerEntry.PARTIAL)) {
            partial(window, missed, reasons, doubts);
        } else if (isSession(window)) {
            session(window, missed, reasons, doubts);
        } else {
            unpublished(window, missed, reasons, doubts);
            late(window, missed, reasons, doubts);
        }
        if (!isSession(window)) {
            corrected(window, missed, doubts);
        }
        if (window.foreign() > 0 && !mayBeCutOtherwise(window, missed)) {
            doubts.add(
                    "%,d of its cells were published with events that do not belong there"
                            .formatted(window.foreign()));
        }
        if (window.wrong() > 0) {
            doubts.add(
                    "%,d of its cells were published with other values than their events come to"
                            .formatted(window.wrong()));
        }
        if (window.lacking() > 0 && !missed.containsKey(LedgerEntry.PARTIAL)) {
            doubts.add("%,d of its cells lack aggregates".formatted(window.lacking()));
        }
    }

    /**
     * Sessions of which the live job went without events may be others than it should have seen.
     */
    private boolean mayBeCutOtherwise(WindowAccount window, Map<String, Missed> missed) {
        return isSession(window)
                && (missed.containsKey(LedgerEntry.AFTER_IDLE)
                        || missed.containsKey(LedgerEntry.PARTIAL));
    }

    private boolean isSession(WindowAccount window) {
        return ruling.gaps.containsKey(window.window());
    }

    private Map<String, Missed> missed(LedgerSums sums, WindowAccount window) {
        return sums.in(window.metric(), window.window(), window.start(), window.end(), ruling.gaps);
    }

    /** No run saw all of it: what is not known otherwise, it went without for that. */
    private void partial(
            WindowAccount window,
            Map<String, Missed> missed,
            Map<String, Tally> reasons,
            List<String> doubts) {
        var unpublished = window.tallies().complete().minus(window.tallies().live());
        var left = unpublished;
        for (var each : missed.entrySet()) {
            if (!isSession(window) && !each.getKey().equals(LedgerEntry.PARTIAL)) {
                put(each.getKey(), each.getValue().events(), reasons);
                left = left.minus(each.getValue().events());
            }
        }
        put(LedgerEntry.PARTIAL, left, reasons);
        boolean tooMany =
                unpublished.events() < 0 || (unpublished.events() == 0 && !unpublished.isNothing());
        if (tooMany && !isSession(window) && !ruling.mayRepeat) {
            doubts.add(
                    "the live job published %2$,d events, and there are %1$,d, or others"
                            .formatted(
                                    window.tallies().complete().events(),
                                    window.tallies().live().events()));
        }
    }

    private void session(
            WindowAccount window,
            Map<String, Missed> missed,
            Map<String, Tally> reasons,
            List<String> doubts) {
        put(LedgerEntry.LATE, window.tallies().missed(), reasons);
        var unpublished = window.tallies().unpublished();
        var afterIdle = events(missed, LedgerEntry.AFTER_IDLE);
        boolean isItself = window.tallies().live().events() > 0;
        if ((isItself && unpublished.events() > afterIdle.events())
                || (afterIdle.isNothing() && !unpublished.isNothing())) {
            doubts.add(notPublished(window, afterIdle));
        } else {
            put(LedgerEntry.AFTER_IDLE, unpublished, reasons);
        }
    }

    /** What the live job saw and did not publish. */
    private static void unpublished(
            WindowAccount window,
            Map<String, Missed> missed,
            Map<String, Tally> reasons,
            List<String> doubts) {
        var afterIdle = events(missed, LedgerEntry.AFTER_IDLE);
        put(LedgerEntry.AFTER_IDLE, afterIdle, reasons);
        if (!window.tallies().unpublished().equals(afterIdle)) {
            doubts.add(notPublished(window, afterIdle));
        }
    }

    private static String notPublished(WindowAccount window, Tally afterIdle) {
        return "the live job should have seen %,d events and published %,d, the ledger has %,d as after-idle"
                .formatted(
                        window.tallies().seen().events(),
                        window.tallies().live().events(),
                        afterIdle.events());
    }

    /** What it went without since it came too late. */
    private void late(
            WindowAccount window,
            Map<String, Missed> missed,
            Map<String, Tally> reasons,
            List<String> doubts) {
        missed.forEach(
                (reason, each) -> {
                    if (isLate(reason)) {
                        put(reason, each.events(), reasons);
                    }
                });
        var late = sum(missed, Judge::isLate);
        var left = late.minus(window.tallies().missed());
        if (ruling.mayRepeat && left.events() > 0) {
            put(LedgerEntry.DUPLICATE, left, reasons);
        } else if (!left.isNothing()) {
            doubts.add(
                    "of %,d events the live job should have seen %,d, the ledger has %,d as late"
                            .formatted(
                                    window.tallies().complete().events(),
                                    window.tallies().seen().events(),
                                    late.events()));
        }
    }

    /** Whatever is not counted as late by its clock alone came later still. */
    private static boolean isLate(String reason) {
        return !reason.equals(LedgerEntry.AFTER_IDLE) && !reason.equals(LedgerEntry.PARTIAL);
    }

    /** A correction holds all events but those that windows went without after it. */
    private void corrected(WindowAccount window, Map<String, Missed> missed, List<String> doubts)
            throws IOException {
        if (window.corrections().isEmpty() || window.differing() == 0) {
            return;
        }
        var left = window.tallies().complete().minus(window.tallies().standing());
        for (String run : window.corrections()) {
            var then = before(run).map(sums -> missed(sums, window));
            if (then.isPresent() && hasComeSince(left, missed, then.get())) {
                return;
            }
        }
        doubts.add(
                "of %,d events a correction holds %,d, and the ledger does not account for that"
                        .formatted(
                                window.tallies().complete().events(),
                                window.tallies().standing().events()));
    }

    /** After an older savepoint, rows of partial windows are there again, and count for nothing. */
    private static boolean hasComeSince(
            Tally left, Map<String, Missed> missed, Map<String, Missed> before) {
        Predicate<String> any = reason -> true;
        return Stream.of(any, Judge::isWhole, Judge::isLate)
                .anyMatch(which -> left.equals(sum(missed, which).minus(sum(before, which))));
    }

    private static boolean isWhole(String reason) {
        return !reason.equals(LedgerEntry.PARTIAL);
    }

    private static Tally sum(Map<String, Missed> missed, Predicate<String> reasons) {
        return missed.entrySet().stream()
                .filter(each -> reasons.test(each.getKey()))
                .map(each -> each.getValue().events())
                .reduce(Tally.NOTHING, Tally::plus);
    }

    /** The ledger as it was for a correction; empty where that cannot be told any more. */
    private Optional<LedgerSums> before(String run) throws IOException {
        if (!before.containsKey(run)) {
            var snapshot = CorrectionRun.snapshot(run);
            before.put(
                    run,
                    snapshot.isPresent()
                            ? ruling.ledger.asOf(snapshot.getAsLong())
                            : Optional.empty());
        }
        return before.get(run);
    }

    private static Tally events(Map<String, Missed> missed, String reason) {
        return missed.containsKey(reason) ? missed.get(reason).events() : Tally.NOTHING;
    }

    private static void put(String reason, Tally events, Map<String, Tally> reasons) {
        if (!events.isNothing()) {
            reasons.put(reason, events);
        }
    }
}
