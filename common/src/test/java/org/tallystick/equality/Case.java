package org.tallystick.equality;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;

/**
 * One run of a job: what comes, in which order, and what happens to the job meanwhile.
 *
 * @param mode STREAMING or BATCH
 * @param parallelism at the beginning
 * @param steps in BATCH, the events alone count
 */
public record Case<T>(RuntimeExecutionMode mode, int parallelism, List<Step<T>> steps) {

    public Case {
        steps = List.copyOf(steps);
    }

    /** A run in STREAMING. */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    public static <T> Case<T> streaming(int parallelism, Step<T>... steps) {
        return new Case<>(RuntimeExecutionMode.STREAMING, parallelism, List.of(steps));
    }

    /** A run in BATCH. */
    @SafeVarargs
    @SuppressWarnings("varargs") // they are only read
    public static <T> Case<T> batch(int parallelism, Step<T>... steps) {
        return new Case<>(RuntimeExecutionMode.BATCH, parallelism, List.of(steps));
    }

    /** The events, as they come. */
    public List<T> events() {
        return steps.stream()
                .filter(Step.Event.class::isInstance)
                .map(step -> ((Step.Event<T>) step).event())
                .toList();
    }

    Case<T> with(List<Step<T>> others) {
        return new Case<>(mode, parallelism, others);
    }

    /** The Java that makes it. */
    @Override
    public String toString() {
        return "Case.%s(\n        %d%s)"
                .formatted(
                        mode == RuntimeExecutionMode.BATCH ? "batch" : "streaming",
                        parallelism,
                        steps.stream()
                                .map(step -> ",\n        " + text(step))
                                .collect(Collectors.joining()));
    }

    private static <T> String text(Step<T> step) {
        if (step instanceof Step.Event<T> event) {
            return "event(" + Literals.of(event.event()) + ")";
        }
        if (step instanceof Step.Savepoint<T> savepoint) {
            return "savepoint(" + savepoint.parallelism() + ")";
        }
        return step instanceof Step.Checkpoint ? "checkpoint()" : "crash()";
    }
}
