package org.tallystick.equality;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where a run has come to in its steps. The job and the test that runs it are in one process: the
 * job finds it by its name, also after a restart.
 */
final class Script<T, R> implements AutoCloseable {
    private static final Map<String, Script<?, ?>> ALL = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final List<Step<T>> steps;
    private final Map<Integer, CompletableFuture<Void>> reached = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<Void>> released = new ConcurrentHashMap<>();
    private final AtomicReference<List<R>> results = new AtomicReference<>();

    Script(List<Step<T>> steps) {
        this.steps = steps;
        ALL.put(name, this);
    }

    @SuppressWarnings("unchecked") // whoever has a name knows what it is the name of
    static <T, R> Script<T, R> named(String name) {
        return (Script<T, R>) ALL.get(name);
    }

    String name() {
        return name;
    }

    List<Step<T>> steps() {
        return steps;
    }

    /** Completes when the source stands before that step. */
    CompletableFuture<Void> reached(int step) {
        return reached.computeIfAbsent(step, any -> new CompletableFuture<>());
    }

    /** Completes when the source may go on behind that step. */
    CompletableFuture<Void> released(int step) {
        return released.computeIfAbsent(step, any -> new CompletableFuture<>());
    }

    /** Whether the job is to fail there: only once. */
    boolean crashes(int step) {
        return released(step).complete(null);
    }

    void finish(List<R> all) {
        results.set(List.copyOf(all));
    }

    /** What the job gave; null before its end. */
    List<R> results() {
        return results.get();
    }

    @Override
    public void close() {
        ALL.remove(name);
    }
}
