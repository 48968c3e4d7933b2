package org.tallystick.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What dashboard and alert rules ask Prometheus for. */
final class Monitoring {
    /** Of Kubernetes, not of Flink: kube-state-metrics exports it. */
    static final String OF_KUBERNETES = "kube_job_status_failed";

    private static final Pattern METRIC = Pattern.compile("\\b(?:flink|kube)_\\w+");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");

    private Monitoring() {}

    /** Every expression in PromQL. */
    static List<String> queries() {
        var queries = new ArrayList<String>();
        dashboard().findValuesAsText("expr", queries);
        rules().findValuesAsText("expr", queries);
        return queries;
    }

    static JsonNode dashboard() {
        return read("dashboard.json");
    }

    static JsonNode rules() {
        return read("rules.yaml");
    }

    private static JsonNode read(String file) {
        try {
            return Overlay.YAML.readTree(Path.of("monitoring", file).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metrics that an expression names. */
    static Set<String> metrics(String query) {
        var names = new TreeSet<String>();
        METRIC.matcher(query).results().forEach(found -> names.add(found.group()));
        return names;
    }

    /** The labels that it selects and groups by. */
    static Set<String> labels(String query) {
        var labels = new TreeSet<String>();
        MATCHER.matcher(query).results().forEach(found -> labels.add(found.group(1)));
        GROUPING.matcher(query)
                .results()
                .flatMap(found -> Stream.of(found.group(1).split(",")))
                .forEach(label -> labels.add(label.strip()));
        return labels;
    }
}
