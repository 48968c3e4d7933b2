package org.tallystick.jobs;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.tallystick.event.ColumnPath;
import org.tallystick.flink.AcceptedBefore;
import org.tallystick.flink.Intake;
import org.tallystick.flink.MetricStreams;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.EventIdentity;
import org.tallystick.jobs.archive.EventScan;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.source.Sources;
import org.tallystick.jobs.source.connector.SourceStart;

/** Archives all that a live job takes in and gives out. */
final class Archiving {
    private Archiving() {}

    /**
     * What the archive has of events whose repeats a run that begins without state may see.
     *
     * @param start what it reads; with state, all from there on
     */
    static AcceptedBefore acceptedBefore(Archive archive, Plan plan, SourceStart start) {
        var events = plan.pipeline().events();
        var slowestClock = Sources.slowestClock(plan.pipeline().source(), start.skip());
        if (events.deduplicate().isEmpty() || slowestClock.isEmpty()) {
            return AcceptedBefore.NOTHING;
        }
        var from =
                Instant.ofEpochMilli(slowestClock.getAsLong())
                        .minus(events.outOfOrderness())
                        .minus(events.deduplicate().get());
        var columns = events.id().stream().map(ColumnPath::columnOf).collect(Collectors.toSet());
        var pinned = OptionalLong.of(archive.pin().orElseThrow().events());
        var scan = new EventScan(Optional.of(from), Optional.empty(), pinned, columns);
        return archive.reader().acceptedBefore(scan, EventIdentity.of(plan.layout(), events.id()));
    }

    /**
     * Adds the archive's writers, which commit together.
     *
     * @param known what the archive holds already
     * @param received what the source brought
     */
    static void of(
            Archive archive,
            Known known,
            Plan plan,
            DataStream<RowData> received,
            Intake intake,
            MetricStreams metrics,
            String run)
            throws IOException {
        var writer = archive.writer(known);
        writer.positions(received);
        writer.events(intake.accepted());
        writer.rejects(intake.rejects(), metrics.rejects());
        intake.duplicates().ifPresent(repeats -> writer.duplicates(repeats, run));
        writer.results(metrics.cells(), plan.metrics(), run);
        writer.ledger(metrics.ledger(), run);
        writer.commit(plan.writtenBy(run));
    }
}
