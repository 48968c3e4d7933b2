package org.tallystick.jobs;

import static org.tallystick.flink.Operators.chained;
import static org.tallystick.flink.Operators.named;

import java.time.InstantSource;
import java.util.Optional;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.NoArchiveException;
import org.tallystick.jobs.arguments.ArgumentParser;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.replay.ReplayArguments;
import org.tallystick.jobs.replay.Replayed;
import org.tallystick.jobs.replay.Replaying;

/**
 * A pipeline's rejects, decoded again: {@code --pipeline FILE [--set PATH=VALUE] [--where SQL]}, as
 * {@link ReplayArguments} has them.
 */
public final class ReplayJob {
    private ReplayJob() {}

    /** Runs on whatever Flink cluster it is submitted to; a live job may go on beside it. */
    public static void main(String[] args) throws Exception {
        Submission.of(Job.REPLAY, args);
    }

    static void submit(Invocation invocation) throws Exception {
        var arguments = ArgumentParser.read(new ReplayArguments(), invocation.arguments());
        var plan = invocation.plan(arguments.file(), arguments.overrides());
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        try (var archive = archive(plan)) {
            var replaying = replaying(plan, archive, arguments.where());
            if (replaying.isPresent()) {
                replaying.get().define(env, archive);
            } else {
                nothing(env);
            }
        }
        env.execute(plan.pipeline().name() + "-replay");
    }

    /** In application mode Flink fails a main that executes no job. */
    private static void nothing(StreamExecutionEnvironment env) {
        var one = named("no-rejects", env.fromData(false));
        var none = chained("no-rejects-none", one, one.filter(any -> any));
        none.sinkTo(new DiscardingSink<>()).uid("no-rejects-end").name("no-rejects-end");
    }

    /**
     * Replays rejects and waits for the end.
     *
     * @param where a condition in SQL on rows of {@code rejects}; all without one
     * @param dryRun whether to archive nothing
     */
    public static Replayed run(
            Plan plan, Optional<String> where, boolean dryRun, ReprocessJob.Runner runner)
            throws Exception {
        try (var archive = archive(plan)) {
            var replaying = replaying(plan, archive, where);
            if (replaying.isEmpty()) {
                return Replayed.NOTHING;
            }
            var job = replaying.get();
            return job.found(
                    runner.run(
                            env -> {
                                if (dryRun) {
                                    job.defineDryRun(env, archive);
                                } else {
                                    job.define(env, archive);
                                }
                            }));
        }
    }

    private static Optional<Replaying> replaying(Plan plan, Archive archive, Optional<String> where)
            throws BadArgumentException {
        return Replaying.of(plan, archive, where, InstantSource.system().millis());
    }

    /** With the columns that the event schema has gained: that is why rejects are decoded again. */
    private static Archive archive(Plan plan) throws BadArgumentException {
        var spec =
                plan.pipeline()
                        .archive()
                        .orElseThrow(
                                () ->
                                        new BadArgumentException(
                                                "the pipeline has no archive, which holds rejects: give it one under 'archive'"));
        try {
            return Archive.openToWiden(spec, plan.layout());
        } catch (NoArchiveException e) {
            throw new BadArgumentException(e.getMessage());
        }
    }
}
