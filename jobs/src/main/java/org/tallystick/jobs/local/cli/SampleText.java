package org.tallystick.jobs.local.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tallystick.jobs.archive.ArchiveQuery;
import org.tallystick.jobs.local.runner.TextTable;
import org.tallystick.jobs.local.sample.DecodedSample;
import org.tallystick.pipeline.Events;
import org.tallystick.text.Durations;

/** What came of decoding a sample, for people. */
record SampleText(DecodedSample sample, Events events) {
    private static final int REASONS = 3;

    String text() {
        var parts = new ArrayList<String>();
        parts.add(figures());
        if (!sample.firstEvents().isEmpty()) {
            boolean more = sample.events() > sample.firstEvents().size();
            parts.add(
                    RowTexts.table(
                            new ArchiveQuery.Rows(sample.columns(), sample.firstEvents(), more)));
        }
        if (!sample.rejects().isEmpty()) {
            parts.add(rejects());
        }
        return String.join("\n\n", parts);
    }

    private String figures() {
        var table =
                new TextTable()
                        .row("records", sample.records(), sample.hasMore() ? "of more" : "")
                        .row("events", sample.events())
                        .row("rejects", sample.records() - sample.events() - sample.passedOver());
        if (sample.passedOver() > 0) {
            table.row("passed over", sample.passedOver(), "tombstones");
        }
        if (sample.events() > 0) {
            var lags = sample.lags();
            long expected = events.outOfOrderness().toMillis();
            table.row("earliest", Instant.ofEpochMilli(lags.earliest()));
            table.row("latest", Instant.ofEpochMilli(lags.latest()));
            table.row(
                    "largest lag",
                    Durations.text(lags.largest()) + " behind the partition's clock");
            table.row(
                    "behind",
                    lags.beyond(expected),
                    "by more than the out-of-orderness, " + Durations.text(expected));
            table.row(
                    "late",
                    sample.late(),
                    "miss a window even with the allowed lateness, "
                            + Durations.text(events.allowedLateness()));
        }
        return table.toString();
    }

    private String rejects() {
        var lines = new ArrayList<String>();
        sample.rejects().forEach((kind, first) -> lines.addAll(rejects(kind, first)));
        return String.join("\n", lines);
    }

    private List<String> rejects(String kind, List<DecodedSample.Reject> first) {
        var lines = new ArrayList<String>();
        lines.add(
                String.format(
                        Locale.ROOT, "rejects %s: %,d", kind, sample.rejectCounts().get(kind)));
        first.stream().limit(REASONS).forEach(each -> lines.add("  " + each.text()));
        return lines;
    }
}
