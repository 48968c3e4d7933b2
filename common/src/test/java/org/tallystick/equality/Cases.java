package org.tallystick.equality;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import org.apache.flink.api.common.RuntimeExecutionMode;

/**
 * Makes cases of events.
 *
 * @param time of an event, epoch ms
 * @param disorder how long after its time an event may come, ms, by the events around it
 * @param repeats whether some events come twice
 * @param parallelism at most
 */
record Cases<T>(ToLongFunction<T> time, long disorder, boolean repeats, int parallelism) {
    private static final int STOPS = 3;

    /** An event, and the time by which it comes. */
    private record Arrival<T>(T event, long at) {}

    /** The plainest of all: in BATCH, in the order of time, without repeats. */
    Case<T> reference(List<T> events) {
        var distinct = repeats ? events.stream().distinct() : events.stream();
        return of(
                RuntimeExecutionMode.BATCH,
                1,
                distinct.sorted(Comparator.comparingLong(time)).toList());
    }

    /** In STREAMING, in the order of time. */
    Case<T> inOrder(List<T> events) {
        return of(
                RuntimeExecutionMode.STREAMING,
                1,
                events.stream().sorted(Comparator.comparingLong(time)).toList());
    }

    /** In BATCH, in any order. */
    Case<T> batch(List<T> events, RandomGenerator random) {
        int subtasks = 1 + random.nextInt(parallelism);
        return of(RuntimeExecutionMode.BATCH, subtasks, arriving(events, random));
    }

    /** In STREAMING, in an order that the disorder allows, with things that happen to the job. */
    Case<T> streaming(List<T> events, RandomGenerator random) {
        int subtasks = 1 + random.nextInt(parallelism);
        var arriving = of(RuntimeExecutionMode.STREAMING, subtasks, arriving(events, random));
        var steps = new ArrayList<>(arriving.steps());
        for (int stops = random.nextInt(STOPS + 1); stops > 0; stops--) {
            int at = random.nextInt(steps.size() + 1);
            if (random.nextBoolean()) {
                steps.add(at, Step.savepoint(1 + random.nextInt(parallelism)));
            } else {
                steps.add(at, Step.checkpoint());
                steps.add(at + 1 + random.nextInt(steps.size() - at), Step.crash());
            }
        }
        return arriving.with(steps);
    }

    /** An event comes before none whose time is by more than the disorder behind its own. */
    private List<T> arriving(List<T> events, RandomGenerator random) {
        var arrivals = new ArrayList<Arrival<T>>();
        for (T event : events) {
            arrivals.add(arrival(event, random));
            if (repeats && random.nextInt(4) == 0) {
                arrivals.add(arrival(event, random));
            }
        }
        arrivals.sort(Comparator.comparingLong(Arrival::at));
        return arrivals.stream().map(Arrival::event).toList();
    }

    private Arrival<T> arrival(T event, RandomGenerator random) {
        long delay =
                switch (random.nextInt(4)) {
                    case 0 -> 0;
                    case 1 -> disorder;
                    default -> random.nextLong(disorder + 1);
                };
        return new Arrival<>(event, time.applyAsLong(event) + delay);
    }

    private static <T> Case<T> of(RuntimeExecutionMode mode, int parallelism, List<T> events) {
        return new Case<>(mode, parallelism, events.stream().map(Step::event).toList());
    }
}
