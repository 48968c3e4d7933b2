package org.tallystick.k8s;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What {@code /metrics} has shown so far: names, and the labels of each. */
final class Scrape {
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(\\w+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]++|\\\\.)*+\"");

    private final Map<String, Set<String>> labels = new ConcurrentHashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();

    /** Looks once more, and keeps what was there. */
    void look() throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "http://127.0.0.1:"
                                                + LoopbackPrometheus.port()
                                                + "/metrics"))
                        .build();
        var page = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (page.statusCode() != 200) {
            throw new IOException("/metrics answers " + page.statusCode());
        }
        SAMPLE.matcher(page.body()).results().forEach(one -> keep(one.group(1), one.group(2)));
    }

    private void keep(String name, String found) {
        var known = labels.computeIfAbsent(name, any -> new TreeSet<>());
        if (found != null) {
            LABEL.matcher(found).results().forEach(label -> known.add(label.group(1)));
        }
    }

    Set<String> names() {
        return labels.keySet();
    }

    Set<String> labels(String name) {
        return labels.getOrDefault(name, Set.of());
    }
}
