package org.tallystick.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tallystick.engine.MetricDefinition.Aggregate;
import org.tallystick.window.SessionWindow;
import org.tallystick.window.Windows;

/**
 * How a pipeline goes on from a savepoint that may be of another version of it: what of its metrics
 * goes on, what starts, and what goes.
 *
 * <p>A metric goes on with its name if its filter and keys are the same, and at least one of its
 * windows and one of its aggregates. Windows are the same by their text, aggregates by what they
 * compute, whatever they are called. What starts counts since all that the pipeline had seen
 * before: no window is published that could have had an event which is not in it.
 */
public final class Continuation {
    private final SavedMetrics saved;
    private final Map<String, MetricContinuation> metrics;
    private final List<String> gone;
    private final boolean resumed;

    private Continuation(
            String pipeline, List<MetricContinuation> metrics, List<String> gone, boolean resumed) {
        this.saved =
                new SavedMetrics(pipeline, metrics.stream().map(MetricContinuation::now).toList());
        this.metrics =
                metrics.stream()
                        .collect(Collectors.toMap(MetricContinuation::name, Function.identity()));
        this.gone = gone;
        this.resumed = resumed;
    }

    /** A start from nothing: everything counts from its first event on. */
    public static Continuation ofNothing(String pipeline, List<MetricDefinition> metrics) {
        return ofNothing(pipeline, metrics, Long.MIN_VALUE);
    }

    /**
     * A start without state.
     *
     * @param since a time that all events lie before which others have seen, epoch ms; {@link
     *     Long#MIN_VALUE} if there are none
     */
    public static Continuation ofNothing(
            String pipeline, List<MetricDefinition> metrics, long since) {
        var started =
                metrics.stream().map(metric -> started(metric, since, Optional.empty())).toList();
        return new Continuation(pipeline, started, List.of(), false);
    }

    /**
     * Compares what a savepoint holds with a pipeline.
     *
     * @param pipeline the pipeline's name
     * @param metrics the pipeline's metrics
     * @param seenUntil a time that all events lie before which the savepoint's run had seen, epoch
     *     ms; {@link Long#MIN_VALUE} if it had seen none
     * @throws RefusedStateException if the savepoint is of another pipeline, or holds state of a
     *     metric that this release cannot read
     */
    public static Continuation of(
            SavedMetrics saved, String pipeline, List<MetricDefinition> metrics, long seenUntil) {
        if (!saved.pipeline().equals(pipeline)) {
            throw new RefusedStateException(
                    "the savepoint is of pipeline '%s', not of '%s': name one of its own, or none"
                            .formatted(saved.pipeline(), pipeline));
        }
        var now = metrics.stream().map(metric -> compare(saved, metric, seenUntil)).toList();
        var names = metrics.stream().map(MetricDefinition::name).collect(Collectors.toSet());
        var gone =
                saved.metrics().stream()
                        .map(metric -> metric.definition().name())
                        .filter(name -> !names.contains(name))
                        .toList();
        return new Continuation(pipeline, now, gone, true);
    }

    private static MetricContinuation compare(
            SavedMetrics saved, MetricDefinition metric, long seenUntil) {
        var before = saved.metric(metric.name());
        if (before.isEmpty()) {
            return started(metric, seenUntil, Optional.empty());
        }
        requireReadable(before.get().definition(), metric);
        var sources = sources(before.get().definition().aggregates(), metric.aggregates());
        var changed = changed(before.get().definition(), metric, sources);
        return changed.isPresent()
                ? started(metric, seenUntil, changed)
                : resumed(before.get(), metric, sources, seenUntil);
    }

    private static void requireReadable(MetricDefinition before, MetricDefinition now) {
        if (before.codecs() != now.codecs()) {
            throw new RefusedStateException(
                    "the state of metric %s has version %d, this release reads %d: resume with the release that wrote it, or give the metric a new name"
                            .formatted(now.name(), before.codecs(), now.codecs()));
        }
    }

    /** What of a metric's definition leaves nothing to go on with. */
    private static Optional<String> changed(
            MetricDefinition before, MetricDefinition now, List<Optional<Integer>> sources) {
        if (!before.filter().equals(now.filter())) {
            return Optional.of("its filter");
        }
        if (!hasSameKeys(before, now)) {
            return Optional.of("its keys");
        }
        if (Collections.disjoint(before.windows(), now.windows())) {
            return Optional.of("all of its windows");
        }
        boolean anyAggregate = sources.stream().anyMatch(Optional::isPresent);
        return anyAggregate ? Optional.empty() : Optional.of("all of its aggregates");
    }

    private static boolean hasSameKeys(MetricDefinition before, MetricDefinition now) {
        if (before.keys().size() != now.keys().size()) {
            return false;
        }
        for (int i = 0; i < now.keys().size(); i++) {
            if (!now.keys().get(i).isSame(before.keys().get(i))) {
                return false;
            }
        }
        return true;
    }

    private static MetricContinuation started(
            MetricDefinition metric, long seenUntil, Optional<String> changed) {
        var windows = metric.windows().stream().map(window -> since(window, seenUntil)).toList();
        var aggregates = Collections.nCopies(metric.aggregates().size(), Long.MIN_VALUE);
        return new MetricContinuation(
                new SavedMetrics.Metric(metric, windows, aggregates),
                Optional.empty(),
                Collections.nCopies(metric.aggregates().size(), Optional.empty()),
                changed);
    }

    private static MetricContinuation resumed(
            SavedMetrics.Metric before,
            MetricDefinition metric,
            List<Optional<Integer>> sources,
            long seenUntil) {
        var windows = new ArrayList<Long>();
        for (String window : metric.windows()) {
            int known = before.definition().windows().indexOf(window);
            windows.add(known < 0 ? since(window, seenUntil) : before.windowsSince().get(known));
        }
        var aggregates =
                sources.stream()
                        .map(source -> source.map(before.aggregatesSince()::get).orElse(seenUntil))
                        .toList();
        return new MetricContinuation(
                new SavedMetrics.Metric(metric, windows, aggregates),
                Optional.of(before.definition()),
                sources,
                Optional.empty());
    }

    /** An event could join a session that starts up to a gap after it. */
    private static long since(String window, long seenUntil) {
        return seenUntil > Long.MIN_VALUE && Windows.parse(window) instanceof SessionWindow session
                ? seenUntil + session.gapMillis()
                : seenUntil;
    }

    /** Among equal aggregates those of the same name belong together, then the first ones. */
    private static List<Optional<Integer>> sources(List<Aggregate> before, List<Aggregate> now) {
        var taken = new HashSet<Integer>();
        var sources = new ArrayList<Optional<Integer>>();
        for (Aggregate aggregate : now) {
            var source = source(before, aggregate, taken, true);
            source.ifPresent(taken::add);
            sources.add(source);
        }
        for (int i = 0; i < now.size(); i++) {
            if (sources.get(i).isEmpty()) {
                sources.set(i, source(before, now.get(i), taken, false));
                sources.get(i).ifPresent(taken::add);
            }
        }
        return sources;
    }

    private static Optional<Integer> source(
            List<Aggregate> before, Aggregate aggregate, Set<Integer> taken, boolean byName) {
        for (int i = 0; i < before.size(); i++) {
            var other = before.get(i);
            if (aggregate.isSame(other)
                    && !taken.contains(i)
                    && (!byName || aggregate.name().equals(other.name()))) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** What is to be saved from now on. */
    public SavedMetrics saved() {
        return saved;
    }

    /** What becomes of a metric of the pipeline. */
    public MetricContinuation metric(String name) {
        return metrics.get(name);
    }

    /**
     * What the archive owes since parts of the pipeline start here: entries of the ledger without
     * events, to be recorded once. None where all counts from the first event on.
     *
     * @param published windows that end at this time or before are not owed, since a run of the
     *     same metrics has published them; epoch ms, {@link Long#MIN_VALUE} if none has
     */
    public List<LedgerEntry> owed(long published) {
        return saved.metrics().stream()
                .map(each -> metrics.get(each.definition().name()))
                .flatMap(each -> each.owed(published))
                .toList();
    }

    /** Whether state may hold anything that the pipeline does not go on with as it is. */
    public boolean changesState() {
        return !gone.isEmpty()
                || (resumed
                        && metrics.values().stream()
                                .anyMatch(each -> !each.isUnchanged() || each.changesRows()));
    }

    /** One line for each metric, those of the savepoint alone behind; none for a fresh start. */
    public List<String> describe() {
        return resumed ? lines(true) : List.of();
    }

    /** The lines of {@link #describe} that say a change. */
    public List<String> describeChanges() {
        return resumed ? lines(false) : List.of();
    }

    private List<String> lines(boolean all) {
        var present =
                saved.metrics().stream()
                        .map(each -> metrics.get(each.definition().name()))
                        .filter(each -> all || !each.isUnchanged())
                        .map(MetricContinuation::describe);
        var absent = gone.stream().map(name -> "metric " + name + " goes: its state is dropped");
        return Stream.concat(present, absent).toList();
    }
}
