package org.tallystick.jobs.local.init;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.tallystick.event.EpochUnit;
import org.tallystick.event.EventTime;
import org.tallystick.event.TimeForm;
import org.tallystick.jobs.local.sample.Lags;

/**
 * Finds the field of event time, by reading each field in each form that it may have, as a decoder
 * does.
 *
 * <p>The best one is that with which most records become events and whose name says time. Numbers
 * count only if they are of years around ours; those of seconds, which many numbers might be, only
 * if their name says so. Of two forms of one field, as day and month either way round, that one is
 * it by which events are in better order, or closer together.
 */
final class TimeGuess {
    /** What so many rows rule out needs no more. */
    private static final int FEW = 20;

    private static final double LEAST_SHARE = 0.5;

    /** 1990, 1700 and 2100, epoch ms. */
    private static final long EARLIEST_COUNTED = 631_152_000_000L;

    private static final long EARLIEST_WRITTEN = -8_520_336_000_000L;
    private static final long LATEST = 4_102_444_800_000L;

    private static final Set<String> SAY_WHEN =
            Set.of(
                    "time",
                    "timestamp",
                    "ts",
                    "datetime",
                    "date",
                    "when",
                    "at",
                    "day",
                    "t",
                    "clock");
    private static final Set<String> OF_THE_EVENT =
            Set.of("event", "occurred", "happened", "observed", "measured", "start", "started");
    private static final Set<String> NOT_OF_THE_EVENT =
            Set.of(
                    "updated",
                    "modified",
                    "received",
                    "ingested",
                    "processed",
                    "loaded",
                    "inserted",
                    "exported",
                    "generated",
                    "end",
                    "ended",
                    "due",
                    "until",
                    "valid",
                    "expires",
                    "expiry",
                    "deleted",
                    "birth",
                    "birthday",
                    "dob");

    private final Sample sample;

    TimeGuess(Sample sample) {
        this.sample = sample;
    }

    /** A field with a form in which event time may be written. */
    record Way(Leaf leaf, TimeForm form) {}

    /**
     * A way in which records become events.
     *
     * @param share of the rows that do
     * @param lags of those events
     */
    record Candidate(Way way, double share, Lags lags) {

        private double score() {
            return 10 * share + nameScore(way.leaf());
        }
    }

    /** All that a schema allows, likely or not. */
    static List<Way> ways(List<Leaf> leaves) {
        var ways = new ArrayList<Way>();
        for (var leaf : leaves) {
            for (var form : TimeForms.of(leaf)) {
                if (EventTime.fits(leaf.type(), form)) {
                    ways.add(new Way(leaf, form));
                }
            }
        }
        return ways;
    }

    /** The candidates, the best first; a field may have several forms. */
    List<Candidate> candidates() {
        var candidates = new ArrayList<Candidate>();
        for (var way : ways(Leaf.of(sample.columns()))) {
            candidate(way).ifPresent(candidates::add);
        }
        candidates.sort(
                Comparator.comparingDouble(Candidate::score)
                        .reversed()
                        .thenComparingLong(each -> each.lags().largest())
                        .thenComparingLong(each -> each.lags().span()));
        return candidates;
    }

    private Optional<Candidate> candidate(Way way) {
        int few = Math.min(FEW, sample.rowCount());
        if (count(sample.times(way, few)) < LEAST_SHARE * few) {
            return Optional.empty();
        }
        var times = sample.times(way, sample.rowCount());
        double share = (double) count(times) / Math.max(1, sample.rowCount());
        return share >= LEAST_SHARE && isPlausible(way, times)
                ? Optional.of(new Candidate(way, share, sample.lags(times)))
                : Optional.empty();
    }

    private static long count(List<OptionalLong> times) {
        return times.stream().filter(OptionalLong::isPresent).count();
    }

    /** Whether nearly all times are such as a person would have meant. */
    private static boolean isPlausible(Way way, List<OptionalLong> times) {
        var unit = way.form().unit();
        if (unit.equals(Optional.of(EpochUnit.S)) && nameScore(way.leaf()) <= 0) {
            return false;
        }
        long from = unit.isPresent() ? EARLIEST_COUNTED : EARLIEST_WRITTEN;
        long plausible =
                times.stream()
                        .flatMapToLong(OptionalLong::stream)
                        .filter(time -> time >= from && time < LATEST)
                        .count();
        return plausible >= 0.95 * count(times);
    }

    private static double nameScore(Leaf leaf) {
        var words = leaf.words();
        boolean when = words.stream().anyMatch(SAY_WHEN::contains);
        double score = when ? 4 : words.stream().anyMatch(TimeGuess::endsWithWhen) ? 3 : 0;
        if (when && words.size() == 1) {
            score += 2;
        }
        if (words.stream().anyMatch(OF_THE_EVENT::contains)) {
            score += 3;
        }
        if (words.stream().anyMatch(NOT_OF_THE_EVENT::contains)) {
            score -= 5;
        }
        return score - leaf.depth() * 0.5;
    }

    private static boolean endsWithWhen(String word) {
        return word.endsWith("time") || word.endsWith("date");
    }
}
