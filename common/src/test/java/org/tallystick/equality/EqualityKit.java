package org.tallystick.equality;

import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FileUtils;

/**
 * Asks a job over event time whether its results depend on the order in which events come, on
 * restarts, parallelism or the runtime: the results of a plain BATCH run are compared with those of
 * random cases. A case that differs is made as small as it can be, and the failure says it in Java.
 *
 * @param <T> what comes in
 * @param <R> what comes out, with {@code equals}
 */
public final class EqualityKit<T, R> {
    private static final int PARALLELISM = 3;

    private final Job<T, R> job;
    private final Cases<T> cases;
    private final Function<List<R>, Object> view;

    /** The time of an event, epoch ms. */
    @FunctionalInterface
    public interface Time<T> extends ToLongFunction<T>, Serializable {}

    private EqualityKit(Job<T, R> job, Cases<T> cases, Function<List<R>, Object> view) {
        this.job = job;
        this.cases = cases;
        this.view = view;
    }

    /**
     * A kit for a job whose events are behind the largest time that came before them by the
     * out-of-orderness at most.
     *
     * @param job from events, with timestamps and watermarks, to results; operators with state have
     *     uids
     * @param outOfOrderness how far watermarks stay behind that time, too
     */
    public static <T, R> EqualityKit<T, R> of(
            Function<DataStream<T>, DataStream<R>> job,
            TypeInformation<T> type,
            Time<T> time,
            Duration outOfOrderness) {
        return new EqualityKit<>(
                new Job<>(job, type, time, outOfOrderness),
                new Cases<>(time, outOfOrderness.toMillis(), false, PARALLELISM),
                EqualityKit::counted);
    }

    /** In no order: how often each result came. */
    private static <R> Object counted(List<R> results) {
        var counts = new HashMap<R, Integer>();
        results.forEach(result -> counts.merge(result, 1, Integer::sum));
        return counts;
    }

    /** For a job that allows for so much lateness: some events come as much behind watermarks. */
    public EqualityKit<T, R> withLateness(Duration lateness) {
        long disorder = job.outOfOrderness().plus(lateness).toMillis();
        return new EqualityKit<>(
                job, new Cases<>(job.time(), disorder, cases.repeats(), cases.parallelism()), view);
    }

    /** For a job that drops repeats: some events come twice. No two are equal before. */
    public EqualityKit<T, R> withRepeats() {
        return new EqualityKit<>(
                job, new Cases<>(job.time(), cases.disorder(), true, cases.parallelism()), view);
    }

    /**
     * For a job that revises its results: what of all results, in the order in which they came, is
     * to be equal. Else it is how often each came.
     */
    public EqualityKit<T, R> seenAs(Function<List<R>, Object> what) {
        return new EqualityKit<>(job, cases, what);
    }

    /**
     * Makes events and runs the job over them in several ways.
     *
     * @param cluster with 3 slots
     * @param seed of all that is random; the same seed makes the same cases
     * @param generator makes events in any order
     * @throws AssertionError where one of the results differs from the others
     */
    public void check(MiniCluster cluster, long seed, Function<RandomGenerator, List<T>> generator)
            throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var events = generator.apply(random);
        var tried =
                List.of(
                        cases.inOrder(events),
                        cases.batch(events, random),
                        cases.streaming(events, random));
        try (var trial = new Trial(cluster)) {
            for (var each : tried) {
                if (trial.failure(each).isPresent()) {
                    var smallest = trial.smallest(each);
                    throw new AssertionError("seed " + seed + ": " + trial.report(smallest));
                }
            }
        }
    }

    /**
     * Runs one case, for example such as a failure has named.
     *
     * @throws AssertionError where its results differ from those of its events in BATCH
     */
    public void replay(MiniCluster cluster, Case<T> failed) throws Exception {
        try (var trial = new Trial(cluster)) {
            if (trial.failure(failed).isPresent()) {
                throw new AssertionError(trial.report(failed));
            }
        }
    }

    /** Cases on a cluster, and a folder for their savepoints. */
    private final class Trial implements AutoCloseable {
        private final Path folder = Files.createTempDirectory("equality");
        private final CaseRun<T, R> run;

        Trial(MiniCluster cluster) throws Exception {
            run = new CaseRun<>(job, cluster, folder);
        }

        /** What is wrong with a case, if anything. */
        Optional<String> failure(Case<T> tried) throws Exception {
            var expected = view.apply(run.of(cases.reference(tried.events())));
            try {
                var found = view.apply(run.of(tried));
                return found.equals(expected)
                        ? Optional.empty()
                        : Optional.of("gives  " + found + "\ninstead of  " + expected);
            } catch (ExecutionException e) {
                var failure = ExceptionUtils.stripExecutionException(e);
                return Optional.of("fails: " + ExceptionUtils.stringifyException(failure));
            }
        }

        Case<T> smallest(Case<T> failed) throws Exception {
            return new Shrinker<>(job.time(), smaller -> failure(smaller).isPresent())
                    .shrink(failed);
        }

        String report(Case<T> failed) throws Exception {
            return failed + "\n" + failure(failed).orElse("does not always fail");
        }

        @Override
        public void close() throws Exception {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }
}
