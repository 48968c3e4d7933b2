package org.tallystick.equality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.equality.Step.checkpoint;
import static org.tallystick.equality.Step.crash;
import static org.tallystick.equality.Step.event;
import static org.tallystick.equality.Step.savepoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without a job: what fails is a rule, and the smallest case that breaks it is known. */
class ShrinkerTest {

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void twoEventsInTheWrongOrderAreLeft(long seed) throws Exception {
        Shrinker.Failing<Long> decreasing = tried -> falls(tried.events());

        var smallest = new Shrinker<Long>(time -> time, decreasing).shrink(some(seed));

        assertThat(smallest.parallelism()).isEqualTo(1);
        assertThat(smallest.steps()).hasSize(2);
        assertThat(falls(smallest.events())).isTrue();
    }

    private static boolean falls(List<Long> times) {
        for (int i = 1; i < times.size(); i++) {
            if (times.get(i) < times.get(i - 1)) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aSavepointBetweenTwoEventsIsLeft(long seed) throws Exception {
        Shrinker.Failing<Long> split =
                tried -> {
                    var steps = tried.steps();
                    int stop = last(steps);
                    return stop > 0
                            && steps.subList(0, stop).stream()
                                    .anyMatch(Step.Event.class::isInstance)
                            && steps.subList(stop, steps.size()).stream()
                                    .anyMatch(Step.Event.class::isInstance);
                };

        var smallest = new Shrinker<Long>(time -> time, split).shrink(some(seed));

        assertThat(smallest.steps()).hasSize(3);
        assertThat(smallest.steps().get(1)).isEqualTo(savepoint(1));
    }

    private static int last(List<Step<Long>> steps) {
        int last = -1;
        for (int i = 0; i < steps.size(); i++) {
            last = steps.get(i) instanceof Step.Savepoint ? i : last;
        }
        return last;
    }

    /** With everything in it, and with what breaks the rules. */
    private static Case<Long> some(long seed) {
        var random = new Random(seed);
        var steps = new ArrayList<Step<Long>>();
        for (int i = 0; i < 60; i++) {
            steps.add(event((long) random.nextInt(50)));
        }
        steps.add(random.nextInt(30), crash());
        steps.add(random.nextInt(30), checkpoint());
        steps.add(1 + random.nextInt(40), savepoint(3));
        steps.add(1 + random.nextInt(40), savepoint(2));
        return new Case<>(RuntimeExecutionMode.STREAMING, 3, steps);
    }
}
