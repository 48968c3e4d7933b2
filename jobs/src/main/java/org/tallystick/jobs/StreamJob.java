package org.tallystick.jobs;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.tallystick.flink.Intake;
import org.tallystick.flink.MetricStreams;
import org.tallystick.flink.RunSettings;
import org.tallystick.jobs.arguments.Arguments;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.plan.Publication;
import org.tallystick.jobs.source.Sources;

/** A pipeline's metrics, live: {@code --pipeline FILE [--set PATH=VALUE] [--bounded]}. */
public final class StreamJob {
    private static final Arguments.Known KNOWN =
            new Arguments.Known(List.of("--pipeline", Arguments.SET), List.of("--bounded"), 0);

    private static final long CHECKPOINT_MILLIS = 60_000;

    private StreamJob() {}

    /** Runs on whatever Flink cluster it is submitted to. */
    public static void main(String[] args) throws Exception {
        Submission.of(() -> submit(List.of(args)));
    }

    private static void submit(List<String> args) throws Exception {
        var arguments = Arguments.parse(args, KNOWN);
        var plan = Plan.read(arguments);
        var env = StreamExecutionEnvironment.getExecutionEnvironment();

        define(env, plan, arguments.has("--bounded"));
        env.execute(plan.pipeline().name());
    }

    /**
     * Adds the whole job to an environment, which may start from a savepoint.
     *
     * @param bounded whether to stop where the sources end now; then every window fires
     */
    public static void define(StreamExecutionEnvironment env, Plan plan, boolean bounded)
            throws Exception {
        commitAtCheckpoints(env);
        var pipeline = plan.pipeline();
        var run = pipeline.name() + "-live";

        var received = Sources.events(env, pipeline, plan.decoder(), bounded);
        var intake = Intake.of(received, plan.layout(), pipeline.events());
        var metrics =
                MetricStreams.of(
                        intake.accepted(), plan.binding(), RunSettings.live(pipeline.events()));

        Publication.of(metrics.cells(), plan, run);
        if (pipeline.archive().isPresent()) {
            Archiving.of(pipeline.archive().get(), plan, intake, metrics, run);
        }
        Resumption.of(env);
    }

    /** Archive and sinks commit at checkpoints: without any, nothing would ever be published. */
    private static void commitAtCheckpoints(StreamExecutionEnvironment env) {
        if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
            env.enableCheckpointing(CHECKPOINT_MILLIS);
        }
    }
}
