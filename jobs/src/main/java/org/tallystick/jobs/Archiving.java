package org.tallystick.jobs;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.flink.Intake;
import org.tallystick.flink.MetricStreams;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.ArchiveSpec;

/** Archives all that a live job takes in and gives out. */
final class Archiving {
    private Archiving() {}

    static void of(ArchiveSpec spec, Plan plan, Intake intake, MetricStreams metrics, String run)
            throws Exception {
        try (var archive = Archive.open(spec, plan.layout())) {
            var writer = archive.writer();
            writer.events(intake.accepted());
            writer.rejects(intake.rejects(), metrics.rejects());
            writer.results(metrics.cells(), plan.metrics(), run);
            writer.ledger(ledger(intake, metrics), run);
        }
    }

    private static DataStream<LedgerEntry> ledger(Intake intake, MetricStreams metrics) {
        return intake.duplicates()
                .map(duplicates -> metrics.ledger().union(duplicates))
                .orElse(metrics.ledger());
    }
}
