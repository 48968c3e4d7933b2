package org.tallystick.jobs;

import java.io.IOException;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.table.data.RowData;
import org.tallystick.flink.Intake;
import org.tallystick.flink.MetricStreams;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.Known;
import org.tallystick.jobs.archive.WrittenBy;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.plan.Versions;

/** Archives all that a live job takes in and gives out. */
final class Archiving {
    private Archiving() {}

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
        writer.commit(new WrittenBy(run, plan.definition(), Versions.tallystick()));
    }
}
