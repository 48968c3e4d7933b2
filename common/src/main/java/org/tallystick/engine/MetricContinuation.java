package org.tallystick.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tallystick.engine.MetricDefinition.Aggregate;
import org.tallystick.window.AlignedWindow;
import org.tallystick.window.SessionWindow;
import org.tallystick.window.Window;
import org.tallystick.window.Windows;

/**
 * What becomes of a metric of the pipeline when a run goes on from a savepoint.
 *
 * @param now the metric as it is, with the times since when its parts count
 * @param before the definition by which state was written that the metric goes on with; empty if it
 *     starts from nothing
 * @param sources for each aggregate the number that it had before; empty if it starts
 * @param changed what was changed of a metric of the same name, so that none of its state holds any
 *     more; empty if there was none, or it goes on
 */
public record MetricContinuation(
        SavedMetrics.Metric now,
        Optional<MetricDefinition> before,
        List<Optional<Integer>> sources,
        Optional<String> changed) {

    public MetricContinuation {
        sources = List.copyOf(sources);
    }

    /** The metric's name. */
    String name() {
        return definition().name();
    }

    /** The metric as it is. */
    public MetricDefinition definition() {
        return now.definition();
    }

    /** Whether rows in state have to be translated before they can be read. */
    public boolean changesRows() {
        return before.isPresent() && before.get().rowDigest() != definition().rowDigest();
    }

    /** Windows of this kind are not published if they start before this time, epoch ms. */
    public long since(String window) {
        return now.windowsSince().get(definition().windows().indexOf(window));
    }

    /** Whether anything of it counts since some time only. */
    public boolean isPartial() {
        return now.windowsSince().stream().anyMatch(since -> since > Long.MIN_VALUE)
                || now.aggregatesSince().stream().anyMatch(since -> since > Long.MIN_VALUE);
    }

    /**
     * What the archive owes since the metric, or a part of it, starts: an entry of the ledger,
     * without events, for each kind of window that is not published, or lacks a value, before.
     *
     * @param published windows that end at this time or before are not owed, epoch ms
     */
    Stream<LedgerEntry> owed(long published) {
        return definition().windows().stream()
                .filter(window -> startsAfter(window) > Long.MIN_VALUE)
                .map(window -> owed(Windows.parse(window), startsAfter(window) - 1, published))
                .filter(entry -> entry.firstEnd() <= entry.lastEnd());
    }

    /** Whatever starts in windows of this kind counts in those that start at this time or later. */
    private long startsAfter(String window) {
        boolean starts = startedWindows().contains(window);
        long since = starts ? since(window) : Long.MIN_VALUE;
        for (int aggregate : startedAggregates()) {
            since = Math.max(since, now.aggregatesSince().get(aggregate));
        }
        return since;
    }

    private LedgerEntry owed(Window window, long last, long published) {
        long firstEnd = LedgerEntry.BEGINNING;
        long lastEnd;
        if (window instanceof AlignedWindow aligned) {
            firstEnd = published < firstEnd ? firstEnd : aligned.firstEnd(published);
            lastEnd = aligned.lastEnd(last);
        } else {
            firstEnd = Math.max(firstEnd, published);
            lastEnd = last + ((SessionWindow) window).gapMillis();
        }
        return new LedgerEntry(name(), window.text(), firstEnd, lastEnd, LedgerEntry.PARTIAL, 0, 0);
    }

    /** Whether the metric is what it was. */
    boolean isUnchanged() {
        return before.isPresent()
                && startedWindows().isEmpty()
                && goneWindows().isEmpty()
                && startedAggregates().isEmpty()
                && goneAggregates().isEmpty();
    }

    private List<String> startedWindows() {
        var windows = new ArrayList<>(definition().windows());
        before.ifPresent(old -> windows.removeAll(old.windows()));
        return windows;
    }

    private List<String> goneWindows() {
        var windows = before.map(old -> new ArrayList<>(old.windows())).orElseGet(ArrayList::new);
        windows.removeAll(definition().windows());
        return windows;
    }

    private List<Integer> startedAggregates() {
        return IntStream.range(0, sources.size())
                .filter(i -> sources.get(i).isEmpty())
                .boxed()
                .toList();
    }

    private List<Aggregate> goneAggregates() {
        var old = before.map(MetricDefinition::aggregates).orElse(List.of());
        return IntStream.range(0, old.size())
                .filter(i -> !sources.contains(Optional.of(i)))
                .mapToObj(old::get)
                .toList();
    }

    /** One line for people: what of the metric goes on, starts or goes. */
    String describe() {
        var line =
                new StringBuilder("metric ")
                        .append(name())
                        .append(before.isPresent() ? " goes on" : " starts");
        changed.ifPresent(what -> line.append(" anew, for ").append(what).append(" changed"));
        var parts = new ArrayList<String>();
        goneWindows().forEach(window -> parts.add("window '" + window + "' goes"));
        startedWindows().forEach(window -> parts.add(start(window)));
        goneAggregates().forEach(aggregate -> parts.add("aggregate " + aggregate.name() + " goes"));
        if (before.isPresent()) {
            startedAggregates().forEach(aggregate -> parts.add(start(aggregate)));
        }
        return parts.isEmpty() ? line.toString() : line + ": " + String.join("; ", parts);
    }

    private String start(String window) {
        long since = since(window);
        String what = "window '" + window + "' starts ";
        if (since == Long.MIN_VALUE) {
            return what + "with its first event";
        }
        return Windows.parse(window) instanceof AlignedWindow aligned
                ? what + "with that of " + time(firstStart(aligned, since))
                : what + "with sessions from " + time(since) + " on";
    }

    private String start(int aggregate) {
        long since = now.aggregatesSince().get(aggregate);
        String what = "aggregate " + definition().aggregates().get(aggregate).name() + " starts ";
        return since == Long.MIN_VALUE
                ? what + "with its first event"
                : what + "with windows from " + time(since) + " on, and is null before";
    }

    /** When the first window starts that does not start before this time. */
    private static long firstStart(AlignedWindow window, long since) {
        long end = window.firstEnd(since);
        while (window.start(end) < since) {
            end = window.nextEnd(end);
        }
        return window.start(end);
    }

    private static Instant time(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
