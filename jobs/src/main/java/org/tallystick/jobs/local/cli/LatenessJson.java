package org.tallystick.jobs.local.cli;

import java.time.Instant;
import java.util.List;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.node.ObjectNode;
import org.tallystick.jobs.lateness.LatenessReport;

/** What would be late with other settings, for programs: one JSON object on one line. */
final class LatenessJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LatenessJson() {}

    static String of(LatenessReport report) {
        var all = JSON.createObjectNode();
        all.put("out_of_orderness_ms", report.outOfOrderness());
        all.put("allowed_lateness_ms", report.allowedLateness());
        all.put("events", report.late().of());
        put("settings_ms", report.settings(), all);
        put("behind", report.behind().bySetting(), all);
        put("late", report.late().bySetting(), all);
        var windows = all.putArray("windows");
        for (var kind : report.kinds()) {
            var window = windows.addObject();
            window.put("metric", kind.metric());
            window.put("window", kind.window());
            window.put("events", kind.events().of());
            window.put("pairs", kind.pairs().of());
            put("late_events", kind.events().bySetting(), window);
            put("late_pairs", kind.pairs().bySetting(), window);
            window.put("furthest_ms", kind.furthest());
        }
        var partitions = all.putArray("partitions");
        for (var each : report.partitions()) {
            var partition = partitions.addObject();
            partition.put("partition", each.name());
            partition.put("events", each.events());
            partition.put("newest", text(each.newest()));
            partition.put("behind_ms", report.behind(each));
            partition.put("last_read", text(each.lastRead()));
            partition.put("silent_ms", report.silent(each));
        }
        report.arrivals().ifPresent(each -> put(each, all.putObject("arrivals")));
        return all.toString();
    }

    private static void put(LatenessReport.Arrivals arrivals, ObjectNode to) {
        to.put("oldest", text(arrivals.oldest()));
        to.put("newest", text(arrivals.newest()));
        to.put("first_read", text(arrivals.firstRead()));
        to.put("last_read", text(arrivals.lastRead()));
        to.put("catch_up", arrivals.isCatchUp());
        to.put("moved_a_clock", arrivals.delays().of());
        put("delayed", arrivals.delays().bySetting(), to);
        to.put("longest_delay_ms", arrivals.longestDelay());
    }

    private static void put(String name, List<Long> numbers, ObjectNode to) {
        var array = to.putArray(name);
        numbers.forEach(array::add);
    }

    private static String text(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
