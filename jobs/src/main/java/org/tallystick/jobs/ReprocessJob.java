package org.tallystick.jobs;

import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.tallystick.jobs.arguments.ArgumentParser;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Books;
import org.tallystick.jobs.reprocess.FailOnDifference;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessArguments;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Reprocessing;
import org.tallystick.jobs.reprocess.Wanted;

/**
 * A pipeline's metrics, again, from the archive: {@code --pipeline FILE [--set PATH=VALUE] [--from
 * T] [--to T] [--stale] [--mode audit|correct] [--certificate PATH]}, as {@link ReprocessArguments}
 * has them.
 */
public final class ReprocessJob {
    private ReprocessJob() {}

    /**
     * Runs on whatever Flink cluster it is submitted to. It is one job, whose end is the verdict:
     * an audit that finds differences which nothing explains fails it with a {@link
     * org.tallystick.jobs.reprocess.DifferenceException}.
     */
    public static void main(String[] args) throws Exception {
        Submission.of(Job.REPROCESS, args);
    }

    static void submit(Invocation invocation) throws Exception {
        var arguments = ArgumentParser.read(new ReprocessArguments(), invocation.arguments());
        var range = arguments.range();
        var mode = arguments.mode();
        var plan = invocation.plan(arguments.file(), arguments.overrides());
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);

        try (var archive = ArchiveOfPlan.open(plan)) {
            var job =
                    arguments.stale()
                            ? Reprocessing.ofStale(plan, archive, mode)
                            : Reprocessing.of(plan, archive, range, mode);
            var wanted = Wanted.ordinary().certified(arguments.certificate());
            var differing = job.with(wanted).define(env, archive);
            if (mode == Mode.AUDIT) {
                FailOnDifference.of(differing);
            }
        }
        env.execute(plan.pipeline().name() + "-reprocess");
    }

    /** Defines the job in an environment and runs it to its end. */
    @FunctionalInterface
    public interface Runner {
        JobExecutionResult run(Definition job) throws Exception;
    }

    /** Adds a job to an environment. */
    @FunctionalInterface
    public interface Definition {
        void define(StreamExecutionEnvironment env) throws Exception;
    }

    /** Reprocesses a range and waits for the end; differences do not fail it. */
    public static Findings run(Plan plan, ReprocessRange range, Mode mode, Runner runner)
            throws Exception {
        return run(plan, range, mode, Wanted.ordinary(), runner);
    }

    /**
     * Reprocesses a range and waits for the end; differences do not fail it.
     *
     * @param wanted what the findings have beside the verdict
     */
    public static Findings run(
            Plan plan, ReprocessRange range, Mode mode, Wanted wanted, Runner runner)
            throws Exception {
        try (var archive = ArchiveOfPlan.open(plan)) {
            var job = Reprocessing.of(plan, archive, range, mode).with(wanted);
            return job.found(runner.run(env -> job.define(env, archive)), archive);
        }
    }

    /**
     * Reprocesses stale windows alone and waits for the end; differences do not fail it.
     *
     * @param wanted what the findings have beside the verdict
     * @param tell is told what there is to do, in one line
     * @return empty where nothing is stale: then there is no job
     */
    public static Optional<Findings> runStale(
            Plan plan, Mode mode, Wanted wanted, Consumer<String> tell, Runner runner)
            throws Exception {
        try (var archive = ArchiveOfPlan.open(plan)) {
            var job = Reprocessing.ofStale(plan, archive, mode).with(wanted);
            if (job.judgesNothing()) {
                return Optional.empty();
            }
            tell.accept(job.describe(archive));
            return Optional.of(job.found(runner.run(env -> job.define(env, archive)), archive));
        }
    }

    /** Looks into every window of a range and into all that is archived, and waits for the end. */
    public static Books books(Plan plan, ReprocessRange range, Runner runner) throws Exception {
        try (var archive = ArchiveOfPlan.open(plan)) {
            var job = Reprocessing.of(plan, archive, range, Mode.AUDIT);
            return job.books(runner.run(env -> job.defineBooks(env, archive)), archive);
        }
    }
}
