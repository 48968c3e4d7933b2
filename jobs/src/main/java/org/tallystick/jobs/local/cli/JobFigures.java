package org.tallystick.jobs.local.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tallystick.flink.JobMetrics;
import org.tallystick.jobs.local.runner.FlinkRest;

/**
 * The figures of a running job, over all its subtasks.
 *
 * @param sums of counters, by name, those with a label as {@code reason.time.rejects}
 * @param largest of gauges, by name
 * @param complete whether the JobManager had figures of every part of the job
 */
record JobFigures(Map<String, Long> sums, Map<String, Long> largest, boolean complete) {
    private static final Pattern OURS =
            Pattern.compile(".*\\." + Pattern.quote(JobMetrics.GROUP) + "\\.(.*)");

    /** As many names as fit into an address. */
    private static final int AT_ONCE = 50;

    /** Asks for all figures of a job. */
    static JobFigures of(FlinkRest rest, String job) throws IOException {
        var sums = new TreeMap<String, Long>();
        var largest = new TreeMap<String, Long>();
        boolean complete = true;
        for (JsonNode vertex : rest.get("/jobs/" + job).path("vertices")) {
            var metrics =
                    "/jobs/%s/vertices/%s/subtasks/metrics"
                            .formatted(job, vertex.path("id").asText());
            var known = rest.get(metrics);
            complete &= !known.isEmpty();
            var names = ours(known);
            for (int from = 0; from < names.size(); from += AT_ONCE) {
                var some = names.subList(from, Math.min(names.size(), from + AT_ONCE));
                take(rest.get(metrics + "?agg=sum,max&get=" + joined(some)), sums, largest);
            }
        }
        return new JobFigures(sums, largest, complete);
    }

    private static List<String> ours(JsonNode metrics) {
        var names = new ArrayList<String>();
        for (JsonNode metric : metrics) {
            var name = metric.path("id").asText();
            if (OURS.matcher(name).matches()) {
                names.add(name);
            }
        }
        return names;
    }

    private static String joined(List<String> names) {
        return names.stream()
                .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
    }

    private static void take(JsonNode metrics, Map<String, Long> sums, Map<String, Long> largest) {
        for (JsonNode metric : metrics) {
            var name = OURS.matcher(metric.path("id").asText()).replaceFirst("$1");
            sums.merge(name, metric.path("sum").asLong(), Long::sum);
            largest.merge(name, metric.path("max").asLong(), Math::max);
        }
    }

    /** A counter's sum; 0 where the job has no such counter. */
    long sum(String name) {
        return sums.getOrDefault(name, 0L);
    }

    /** Of figures with a label, the value of the label and the sum. */
    Map<String, Long> sums(String label, String name) {
        return labelled(sums, label, name);
    }

    /** Of gauges with a label, the value of the label and the largest. */
    Map<String, Long> largest(String label, String name) {
        return labelled(largest, label, name);
    }

    private static Map<String, Long> labelled(Map<String, Long> all, String label, String name) {
        var found = new TreeMap<String, Long>();
        all.forEach(
                (key, value) -> {
                    if (key.startsWith(label + ".") && key.endsWith("." + name)) {
                        var from = label.length() + 1;
                        found.put(key.substring(from, key.length() - name.length() - 1), value);
                    }
                });
        return found;
    }
}
