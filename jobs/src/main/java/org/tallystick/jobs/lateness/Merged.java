package org.tallystick.jobs.lateness;

import java.io.Serializable;
import java.util.function.Supplier;
import org.apache.flink.api.common.accumulators.Accumulator;

/**
 * What all subtasks have counted, which comes back with the job's result.
 *
 * <p>Flink writes it down for each heartbeat while a task goes on: only what it holds at the end
 * means anything.
 */
final class Merged<T extends Mergeable<T>> implements Accumulator<T, T> {
    private final Nothing<T> nothing;
    private T value;

    /** Makes what has counted nothing yet. */
    interface Nothing<T> extends Supplier<T>, Serializable {}

    Merged(Nothing<T> nothing) {
        this.nothing = nothing;
        value = nothing.get();
    }

    @Override
    public void add(T more) {
        value.merge(more);
    }

    @Override
    public T getLocalValue() {
        return value;
    }

    @Override
    public void resetLocal() {
        value = nothing.get();
    }

    @Override
    public void merge(Accumulator<T, T> other) {
        value.merge(other.getLocalValue());
    }

    @Override
    @SuppressWarnings({"MethodOverridesSuperInInterface", "SuperClone"}) // Flink demands clone
    public Merged<T> clone() {
        var copy = new Merged<T>(nothing);
        copy.merge(this);
        return copy;
    }
}
