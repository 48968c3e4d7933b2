package org.tallystick.jobs.local.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.tallystick.jobs.lateness.LatenessReport;
import org.tallystick.jobs.lateness.RoundDurations;
import org.tallystick.jobs.local.runner.TextTable;
import org.tallystick.text.Durations;

/**
 * What would be late with other settings, for people.
 *
 * @param unicode whether bars can be shown as such
 */
record LatenessText(LatenessReport report, boolean unicode) {
    /** A share of no more than this is shown as an empty bar, the whole as a full one. */
    private static final double SMALLEST_BAR = 1e-6;

    private static final int BAR = 24;

    /** More kinds of windows than these make no readable columns. */
    private static final int COLUMNS = 6;

    private static final int PARTITIONS = 20;

    private static final String KEY =
            """
            behind: of all events, those behind their partition's clock by more than the setting.
            late: those that miss a window, where the setting is out-of-orderness and allowed lateness together;
                  where it is the out-of-orderness alone, those that first results go without, which wait as long.
            [1] ...: of all pairs of an event and a window of that kind, those that are missed.
            The bars have a logarithmic scale, from 0.0001 % to 100 % late.""";

    private static final double THOUSANDTH = 1e-3;
    private static final double TEN_THOUSANDTH = 1e-4;

    String text() {
        if (report.arrivals().isEmpty()) {
            return "no events";
        }
        return String.join(
                "\n\n",
                now(),
                settings() + "\n\n" + KEY,
                kinds().toString(),
                smallest(),
                waiting(report.arrivals().get()),
                partitions().toString(),
                holdingBack());
    }

    private String now() {
        int first = report.place(report.outOfOrderness());
        int last = report.place(report.allowance());
        return String.format(
                Locale.ROOT,
                "Of %,d events, %,d (%s) come after a first result: the out-of-orderness is %s;%n"
                        + "and %,d (%s) are late for a window: the allowed lateness is %s more.",
                report.late().of(),
                report.late().bySetting().get(first),
                percent(report.late().share(first)),
                Durations.text(report.outOfOrderness()),
                report.late().bySetting().get(last),
                percent(report.late().share(last)),
                Durations.text(report.allowedLateness()));
    }

    private TextTable settings() {
        var table = new TextTable();
        var head = new ArrayList<Object>(List.of(column("behind"), column("late")));
        for (int kind = 1; kind <= columns(); kind++) {
            head.add(column("[" + kind + "]"));
        }
        table.row("setting", head.toArray());
        for (int setting = 0; setting < shown(); setting++) {
            var row = new ArrayList<Object>();
            row.add(column(percent(report.behind().share(setting))));
            row.add(column(percent(report.late().share(setting))));
            for (int kind = 0; kind < columns(); kind++) {
                row.add(column(percent(report.kinds().get(kind).pairs().share(setting))));
            }
            row.add(bar(report.late().share(setting)));
            row.add(mark(report.settings().get(setting)));
            table.row(Durations.text(report.settings().get(setting)), row.toArray());
        }
        return table;
    }

    private int columns() {
        return report.kinds().size() > COLUMNS ? 0 : report.kinds().size();
    }

    /** Up to the first that makes none late, and to those of the pipeline. */
    private int shown() {
        int none = report.late().first(0).orElse(report.settings().size() - 1);
        return 1 + Math.max(none, report.place(report.allowance()));
    }

    private String mark(long setting) {
        if (setting == report.allowance()) {
            return report.allowedLateness() == 0
                    ? "<- out-of-orderness now"
                    : "<- with the allowed lateness now";
        }
        return setting == report.outOfOrderness() ? "<- out-of-orderness now" : "";
    }

    /** On a logarithmic scale: small shares are those that one chooses between. */
    private String bar(double share) {
        if (share == 0) {
            return "";
        }
        double part = 1 - Math.log10(share) / Math.log10(SMALLEST_BAR);
        return (unicode ? "█" : "#").repeat((int) Math.max(1, Math.round(part * BAR)));
    }

    private TextTable kinds() {
        var table =
                new TextTable()
                        .row(
                                "",
                                "metric",
                                "window",
                                "events",
                                "late now",
                                "0.1 % from",
                                "0.01 % from",
                                "none from");
        int now = report.place(report.allowance());
        for (int i = 0; i < report.kinds().size(); i++) {
            var kind = report.kinds().get(i);
            table.row(
                    "[" + (i + 1) + "]",
                    kind.metric(),
                    kind.window(),
                    kind.events().of(),
                    kind.events().bySetting().get(now),
                    smallest(kind.events(), THOUSANDTH, kind.furthest()),
                    smallest(kind.events(), TEN_THOUSANDTH, kind.furthest()),
                    smallest(kind.events(), 0, kind.furthest()));
        }
        return table;
    }

    private String smallest() {
        var late = report.late();
        long furthest = report.furthest();
        return "Out-of-orderness and allowed lateness together, of those tried, so that of all events at most\n"
                + "0.1 %% are late: %s; 0.01 %%: %s; none: %s. The furthest came %s after a window's end."
                        .formatted(
                                smallest(late, THOUSANDTH, furthest),
                                smallest(late, TEN_THOUSANDTH, furthest),
                                smallest(late, 0, furthest),
                                Durations.text(furthest));
    }

    private String smallest(LatenessReport.Late late, double share, long furthest) {
        var first = late.first(share);
        return first.isPresent()
                ? Durations.text(report.settings().get(first.getAsInt()))
                : Durations.text(RoundDurations.atLeast(furthest + 1));
    }

    private String waiting(LatenessReport.Arrivals arrivals) {
        var rule =
                "A window's first result waits until the clocks of all partitions are the out-of-orderness past its\n"
                        + "end, and for the events that move them to arrive. ";
        if (arrivals.isCatchUp()) {
            return rule
                    + "How long that takes this archive does not tell: %s of\n"
                            .formatted(Durations.text(arrivals.newest() - arrivals.oldest()))
                    + "event time were read in %s, which was a catch-up. A range read live does: --from, --to."
                            .formatted(Durations.text(arrivals.lastRead() - arrivals.firstRead()));
        }
        return rule
                + "These were read after their own time by:\n50 %% of them %s at most, 99 %% %s, all %s."
                        .formatted(
                                delay(arrivals, 0.5),
                                delay(arrivals, 0.01),
                                Durations.text(arrivals.longestDelay()));
    }

    private String delay(LatenessReport.Arrivals arrivals, double left) {
        return smallest(arrivals.delays(), left, arrivals.longestDelay());
    }

    private TextTable partitions() {
        var table =
                new TextTable()
                        .row(
                                "partition",
                                "events",
                                "newest event",
                                "behind",
                                "last read",
                                "silent for");
        report.partitions().stream()
                .sorted(Comparator.comparing(LatenessReport.Partition::newest))
                .limit(PARTITIONS)
                .forEach(
                        each ->
                                table.row(
                                        each.name(),
                                        each.events(),
                                        Instant.ofEpochMilli(each.newest()),
                                        Durations.text(report.behind(each)),
                                        Instant.ofEpochMilli(each.lastRead()),
                                        Durations.text(report.silent(each))));
        return table;
    }

    private String holdingBack() {
        var lines = new ArrayList<String>();
        if (report.partitions().size() > PARTITIONS) {
            lines.add(
                    "There are %d more partitions: --json has them all."
                            .formatted(report.partitions().size() - PARTITIONS));
        }
        report.laggards().stream()
                .limit(PARTITIONS)
                .forEach(
                        each ->
                                lines.add(
                                        "%s is %s behind the leading partition; its last event was read at %s. Results wait for it until it counts as idle."
                                                .formatted(
                                                        each.name(),
                                                        Durations.text(report.behind(each)),
                                                        Instant.ofEpochMilli(each.lastRead()))));
        if (report.laggards().isEmpty()) {
            lines.add("No partition is further behind the leading one than the out-of-orderness.");
        }
        return String.join("\n", lines);
    }

    private static String column(String text) {
        return "%10s".formatted(text);
    }

    static String percent(double share) {
        if (share == 0) {
            return "0 %";
        }
        return share < SMALLEST_BAR
                ? "<0.0001 %"
                : String.format(Locale.ROOT, "%.4f %%", 100 * share);
    }
}
