package org.tallystick.bench.connectors;

import org.tallystick.bench.CellDigest;
import org.tallystick.bench.FlinkRuntime;
import org.tallystick.bench.Pipelines;
import org.tallystick.bench.ResultDigest;
import org.tallystick.bench.Setup;
import org.tallystick.engine.Deadlines;
import org.tallystick.flink.AcceptedBefore;
import org.tallystick.flink.CellType;
import org.tallystick.flink.Intake;
import org.tallystick.flink.MetricStreams;
import org.tallystick.flink.RunSettings;
import org.tallystick.jobs.plan.Publication;
import org.tallystick.jobs.source.Sources;
import org.tallystick.jobs.source.connector.SourceStart;

/** The jobs that are measured. */
final class Job {
    static final String NO_SOURCE = "{connector: files, path: none, format: json}";
    private static final String NO_SINK = "{connector: print}";

    private Job() {}

    /** {@link org.tallystick.jobs.StreamJob} of Q1, with its results digested; it has read all. */
    static void read(Place place, Setup setup) throws Exception {
        var plan = Pipelines.plan(setup, place.asSource(), NO_SINK);
        var env = FlinkRuntime.streaming(setup);
        var events = plan.pipeline().events();
        var settings = RunSettings.live(events);
        var deadlines = new Deadlines(plan.metrics(), settings.lateness());
        var start = SourceStart.everything(true);
        var received = Sources.events(env, plan.pipeline(), plan.decoder(), start, deadlines);
        var counted =
                received.transform("counting", received.getType(), new Counting<>())
                        .setParallelism(received.getParallelism())
                        .uid("counting");
        var intake = Intake.of(counted, plan.layout(), events, AcceptedBefore.NOTHING);
        var metrics = MetricStreams.of(intake.accepted(), plan.binding(), settings);
        metrics.cells().sinkTo(CellDigest.of(setup)).uid("digest");
        env.execute("bench");
        if (ResultDigest.counted() != setup.events()) {
            throw new IllegalStateException(
                    "%,d events came, the results count %,d"
                            .formatted(setup.events(), ResultDigest.counted()));
        }
    }

    /** The sink as {@link org.tallystick.jobs.StreamJob} has it, behind cells that are made. */
    static void write(Place place, Setup setup) throws Exception {
        var plan = Pipelines.plan(setup, NO_SOURCE, place.asSink());
        var env = FlinkRuntime.streaming(setup);
        var cells =
                env.fromSequence(0, setup.events() - 1)
                        .uid("numbers")
                        .map(new Cells())
                        .returns(CellType.INSTANCE)
                        .uid("cells")
                        .transform("counting", CellType.INSTANCE, new Counting<>())
                        .uid("counting");
        Publication.of(cells, plan, "bench");
        env.execute("bench");
    }
}
