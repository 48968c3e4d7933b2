package org.tallystick.jobs.reprocess;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.tallystick.jobs.archive.WindowKind;

/**
 * Adds up what windows were judged to be, and keeps the first that nothing explains. Every subtask
 * has one; the merged one comes back with the job's result.
 *
 * <p>Flink writes it down for each heartbeat while the task goes on, hence the concurrent
 * collections, and the lock.
 */
final class JudgedWindows implements Accumulator<JudgedWindow, JudgedWindows> {
    private final int kept;
    private final ConcurrentSkipListMap<WindowKind, KindBooks> books =
            new ConcurrentSkipListMap<>();
    private final ConcurrentSkipListSet<JudgedWindow> first = new ConcurrentSkipListSet<>();
    private final TreeMap<WindowKind, WindowSeries> series = new TreeMap<>();

    /**
     * An accumulator of nothing.
     *
     * @param kept how many windows to keep, at least 0
     */
    JudgedWindows(int kept) {
        this.kept = kept;
    }

    @Override
    public void add(JudgedWindow window) {
        var account = window.account();
        var kind = new WindowKind(account.metric(), account.window());
        books.merge(kind, KindBooks.of(window), KindBooks::and);
        keep(window);
        if (account.values() != null) {
            draw(kind, window);
        }
    }

    private synchronized void draw(WindowKind kind, JudgedWindow window) {
        var account = window.account();
        series.computeIfAbsent(kind, any -> new WindowSeries())
                .add(
                        new WindowSeries.Point(
                                account.start(),
                                account.end(),
                                window.verdict(),
                                account.differing(),
                                account.values()));
    }

    private synchronized void drawAll(Map<WindowKind, WindowSeries> others) {
        others.forEach(
                (kind, windows) ->
                        series.computeIfAbsent(kind, any -> new WindowSeries()).addAll(windows));
    }

    private void keep(JudgedWindow window) {
        if (!window.verdict().isFine()) {
            first.add(window);
            if (first.size() > kept) {
                first.pollLast();
            }
        }
    }

    @Override
    public void merge(Accumulator<JudgedWindow, JudgedWindows> other) {
        var judged = other.getLocalValue();
        judged.books.forEach((kind, sums) -> books.merge(kind, sums, KindBooks::and));
        judged.first.forEach(this::keep);
        drawAll(judged.series());
    }

    @Override
    public JudgedWindows getLocalValue() {
        return this;
    }

    @Override
    public void resetLocal() {
        books.clear();
        first.clear();
        synchronized (this) {
            series.clear();
        }
    }

    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }

    @Override
    @SuppressWarnings({"MethodOverridesSuperInInterface", "SuperClone"}) // Flink demands clone
    public JudgedWindows clone() {
        var copy = new JudgedWindows(kept);
        copy.merge(this);
        return copy;
    }

    /** The sums of each kind of window of each metric. */
    SortedMap<WindowKind, KindBooks> books() {
        return new TreeMap<>(books);
    }

    /** The windows of each kind to be drawn; empty unless they are. */
    synchronized SortedMap<WindowKind, WindowSeries> series() {
        return new TreeMap<>(series);
    }

    /** The sum of all; empty where there was no window. */
    Optional<KindBooks> total() {
        return books.values().stream().reduce(KindBooks::and);
    }

    /** The first windows that nothing explains, by time. */
    List<JudgedWindow> first() {
        return List.copyOf(first);
    }
}
