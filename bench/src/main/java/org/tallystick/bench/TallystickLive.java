package org.tallystick.bench;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.tallystick.engine.Deadlines;
import org.tallystick.flink.AcceptedBefore;
import org.tallystick.flink.Intake;
import org.tallystick.flink.MetricStreams;
import org.tallystick.flink.RunSettings;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.source.Sources;
import org.tallystick.jobs.source.connector.SourceStart;

/** {@link org.tallystick.jobs.StreamJob} with its results digested instead of published. */
final class TallystickLive implements Peer {
    @Override
    public boolean answers(Query query) {
        return true;
    }

    @Override
    public void run(Setup setup) throws Exception {
        var plan = Pipelines.plan(setup, setup.option("archive", "off").equals("on"));
        var env = FlinkRuntime.streaming(setup);
        var pipeline = plan.pipeline();
        var settings = RunSettings.live(pipeline.events());
        var deadlines = new Deadlines(plan.metrics(), settings.lateness());
        var received =
                Sources.events(
                        env, pipeline, plan.decoder(), SourceStart.everything(true), deadlines);
        if (setup.options().containsKey("rate")) {
            received = probed(received, Double.parseDouble(setup.option("rate", "")));
        }
        if (setup.options().containsKey("fail")) {
            var fault = new Fault(Long.parseLong(setup.option("fail", "")));
            received = received.transform("fault", received.getType(), fault).uid("fault");
        }
        var intake = Intake.of(received, plan.layout(), pipeline.events(), AcceptedBefore.NOTHING);
        var metrics = MetricStreams.of(intake.accepted(), plan.binding(), settings);
        metrics.cells().sinkTo(CellDigest.of(setup)).uid("digest");
        if (pipeline.archive().isPresent()) {
            try (var archive = Archive.open(pipeline.archive().orElseThrow(), plan.layout())) {
                if (archive.snapshotOf("events").isPresent()) {
                    throw new IllegalStateException(
                            "there is an archive of these events: remove " + setup.archive());
                }
                var writer = archive.writer(Known.NOTHING);
                writer.positions(received);
                writer.events(intake.accepted());
                writer.commit(plan.writtenBy("bench"));
            }
        }
        env.execute(pipeline.name());
        FinalCells.digest();
    }

    @Override
    public String more() {
        return FinalCells.report() + Spans.report();
    }

    private static DataStream<RowData> probed(DataStream<RowData> received, double perSecond) {
        var probe = new Emission.Probe(perSecond, received.getParallelism());
        return received.transform("probe", received.getType(), probe).uid("probe");
    }
}
