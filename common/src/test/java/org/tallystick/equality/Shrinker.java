package org.tallystick.equality;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * Makes a case that fails as small as it can: it fails without none of its steps, at no lower
 * parallelism, and with no two neighbouring events in the order of their times that are not.
 *
 * @param time of an event
 */
record Shrinker<T>(ToLongFunction<T> time, Failing<T> failing) {

    /** Whether a case still fails. */
    @FunctionalInterface
    interface Failing<T> {
        boolean test(Case<T> smaller) throws Exception;
    }

    Case<T> shrink(Case<T> failed) throws Exception {
        var smallest = failed;
        Case<T> before;
        do {
            before = smallest;
            smallest = withoutSteps(smallest);
            smallest = atLowerParallelism(smallest);
            smallest = inOrder(smallest);
        } while (!smallest.equals(before));
        return smallest;
    }

    /** First halves, then quarters, at last every single step. */
    private Case<T> withoutSteps(Case<T> failed) throws Exception {
        var smallest = failed;
        for (int size = failed.steps().size(); size > 0; size /= 2) {
            for (int from = 0; from < smallest.steps().size(); ) {
                var fewer = new ArrayList<>(smallest.steps());
                fewer.subList(from, Math.min(fewer.size(), from + size)).clear();
                var smaller = smallest.with(fewer);
                if (failing.test(smaller)) {
                    smallest = smaller;
                } else {
                    from += size;
                }
            }
        }
        return smallest;
    }

    private Case<T> atLowerParallelism(Case<T> failed) throws Exception {
        var smallest = failed;
        for (int lower = 1; lower < smallest.parallelism(); lower++) {
            var smaller = new Case<>(smallest.mode(), lower, smallest.steps());
            if (failing.test(smaller)) {
                smallest = smaller;
            }
        }
        for (int i : stops(smallest)) {
            for (int lower = 1; lower < parallelism(smallest.steps().get(i)); lower++) {
                var steps = new ArrayList<>(smallest.steps());
                steps.set(i, Step.savepoint(lower));
                if (failing.test(smallest.with(steps))) {
                    smallest = smallest.with(steps);
                }
            }
        }
        return smallest;
    }

    private static <T> List<Integer> stops(Case<T> of) {
        return IntStream.range(0, of.steps().size())
                .filter(i -> of.steps().get(i) instanceof Step.Savepoint)
                .boxed()
                .toList();
    }

    private static <T> int parallelism(Step<T> step) {
        return ((Step.Savepoint<T>) step).parallelism();
    }

    private Case<T> inOrder(Case<T> failed) throws Exception {
        var smallest = failed;
        for (int i = 1; i < smallest.steps().size(); i++) {
            var steps = new ArrayList<>(smallest.steps());
            if (steps.get(i - 1) instanceof Step.Event<T> one
                    && steps.get(i) instanceof Step.Event<T> other
                    && time.applyAsLong(one.event()) > time.applyAsLong(other.event())) {
                steps.set(i - 1, other);
                steps.set(i, one);
                if (failing.test(smallest.with(steps))) {
                    smallest = smallest.with(steps);
                }
            }
        }
        return smallest;
    }
}
