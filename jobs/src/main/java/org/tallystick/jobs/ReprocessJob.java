package org.tallystick.jobs;

import java.util.List;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.reprocess.Comparison;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Reprocessing;

/**
 * A pipeline's metrics, again, from the archive: {@code --pipeline FILE [--from T] [--to T] [--mode
 * audit|correct]}.
 */
public final class ReprocessJob {
    private static final Logger LOG = LoggerFactory.getLogger(ReprocessJob.class);

    private static final Arguments.Known KNOWN =
            new Arguments.Known(List.of("--pipeline", "--from", "--to", "--mode"), List.of(), 0);

    private ReprocessJob() {}

    /**
     * Runs on whatever Flink cluster it is submitted to, and waits.
     *
     * @throws DifferenceException where an audit finds cells that differ
     */
    public static void main(String[] args) throws Exception {
        var arguments = Arguments.parse(List.of(args), KNOWN);
        var plan = Plan.read(arguments.required("--pipeline"), System.getenv());
        var range = ReprocessRange.of(arguments.instant("--from"), arguments.instant("--to"));
        var mode = arguments.choice("--mode", Mode.AUDIT);

        var found = run(plan, range, mode, job -> onCluster(plan, job));

        LOG.info("Reprocessed {}: {}", plan.pipeline().name(), found);
        if (!found.agrees()) {
            throw new DifferenceException(found);
        }
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

    /**
     * Reprocesses a range, once; or, where sessions reach further than was read, again with more
     * until all are whole. Nothing is published before that.
     */
    public static Comparison run(Plan plan, ReprocessRange range, Mode mode, Runner runner)
            throws Exception {
        var spec = plan.pipeline().archive().orElseThrow(ReprocessJob::noArchive);
        try (var archive = Archive.open(spec, plan.layout())) {
            var job = Reprocessing.of(plan, archive, range, mode);
            while (job.mayCutSessions()) {
                var audit = job.auditing();
                var result = runner.run(env -> audit.define(env, archive));
                if (audit.cut(result) > 0) {
                    job = job.wider();
                } else if (mode == Mode.AUDIT) {
                    return audit.found(result);
                } else {
                    break;
                }
            }
            var last = job;
            return last.found(runner.run(env -> last.define(env, archive)));
        }
    }

    private static BadArgumentException noArchive() {
        return new BadArgumentException(
                "the pipeline has no archive to reprocess: give it one under 'archive'");
    }

    private static JobExecutionResult onCluster(Plan plan, Definition job) throws Exception {
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        job.define(env);
        return env.executeAsync(plan.pipeline().name() + "-reprocess")
                .getJobExecutionResult()
                .get();
    }
}
