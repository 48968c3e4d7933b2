package org.tallystick.jobs;

import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.tallystick.engine.Deadlines;
import org.tallystick.flink.AcceptedBefore;
import org.tallystick.flink.Intake;
import org.tallystick.flink.MetricStreams;
import org.tallystick.flink.RunSettings;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.arguments.ArgumentParser;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.arguments.StreamArguments;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.plan.Publication;
import org.tallystick.jobs.source.Sources;

/**
 * A pipeline's metrics, live: {@code --pipeline FILE [--set PATH=VALUE] [--bounded] [--resume
 * SAVEPOINT|latest] [--again skip] [--new-history NAMESPACE]}, as {@link StreamArguments} has them;
 * or without arguments what runtime properties say, as in {@link Job}.
 */
public final class StreamJob {
    private static final long CHECKPOINT_MILLIS = 60_000;

    private StreamJob() {}

    /** Runs on whatever Flink cluster it is submitted to. */
    public static void main(String[] args) throws Exception {
        Submission.of(Job.STREAM, args);
    }

    static void submit(Invocation invocation) throws Exception {
        var arguments = ArgumentParser.read(new StreamArguments(), invocation.arguments());
        var plan = invocation.plan(arguments.file(), arguments.overrides());
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        arguments.savepoint().ifPresent(path -> env.configure(resuming(path)));
        define(env, plan, arguments.options(invocation.tell()));
        env.execute(plan.pipeline().name());
    }

    private static Configuration resuming(String savepoint) {
        return new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }

    /**
     * Adds the whole job to an environment, which may start from a savepoint.
     *
     * @throws BadArgumentException where it would begin at a place that does not fit what the
     *     archive holds
     */
    public static void define(StreamExecutionEnvironment env, Plan plan, LiveOptions options)
            throws Exception {
        commitAtCheckpoints(env);
        var spec = plan.pipeline().archive();
        if (spec.isEmpty()) {
            define(env, plan, Beginning.of(env, plan, options, Known.NOTHING), Optional.empty());
        } else {
            try (var archive = Archive.open(spec.get(), plan.layout())) {
                var beginning = Beginning.of(env, plan, options, archive.known());
                define(env, plan, beginning, Optional.of(archive));
            }
        }
        Resumption.of(env);
    }

    private static void define(
            StreamExecutionEnvironment env,
            Plan plan,
            Beginning beginning,
            Optional<Archive> archive)
            throws Exception {
        var pipeline = plan.pipeline();
        var run = pipeline.name() + "-live";
        var settings =
                RunSettings.live(pipeline.events())
                        .since(beginning.windowsSince(), beginning.windowsPublished());

        var deadlines = new Deadlines(plan.metrics(), settings.lateness());
        var sources = Sources.events(env, pipeline, plan.decoder(), beginning.sources(), deadlines);
        var received =
                archive.map(each -> each.marked(sources, beginning.archived())).orElse(sources);
        var before =
                archive.map(each -> Archiving.acceptedBefore(each, plan, beginning.sources()))
                        .orElse(AcceptedBefore.NOTHING);
        var intake = Intake.of(received, plan.layout(), pipeline.events(), before);
        var metrics = MetricStreams.of(intake.accepted(), plan.binding(), settings);

        Publication.of(metrics.cells(), plan, run);
        if (archive.isPresent()) {
            Archiving.of(archive.get(), beginning.archived(), plan, received, intake, metrics, run);
        }
    }

    /** Archive and sinks commit at checkpoints: without any, nothing would ever be published. */
    private static void commitAtCheckpoints(StreamExecutionEnvironment env) {
        if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
            env.enableCheckpointing(CHECKPOINT_MILLIS);
        }
    }
}
