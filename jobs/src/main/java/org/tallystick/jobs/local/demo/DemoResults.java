package org.tallystick.jobs.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.tallystick.engine.CellVersion;

/** Reads one metric back from the demo's result files. */
final class DemoResults {
    /** A mean over fewer flights says more of a flight than of an airport. */
    static final int ENOUGH_FLIGHTS = 3;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Instant, JsonNode> cells = new HashMap<>();
    private final String airport;

    private DemoResults(String airport) {
        this.airport = airport;
    }

    /**
     * The mean delay of an airport's departures, in minutes, by the hour it begins with; of each
     * cell the version that counts.
     *
     * @param folder with JSON lines; what begins with a dot or an underscore is not finished
     */
    static NavigableMap<Instant, Double> delayByHour(Path folder, String airport)
            throws IOException {
        var results = new DemoResults(airport);
        for (var file : files(folder)) {
            try (var lines = Files.lines(file)) {
                for (var line : (Iterable<String>) lines::iterator) {
                    results.add(JSON.readTree(line));
                }
            }
        }
        var delays = new TreeMap<Instant, Double>();
        results.cells.forEach(
                (start, cell) -> delays.put(start, cell.get("mean_delay").asDouble()));
        return delays;
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().matches("[._].*"))
                    .sorted()
                    .toList();
        }
    }

    private void add(JsonNode cell) {
        if (!isOfInterest(cell)) {
            return;
        }
        var start = Instant.parse(cell.get("window_start").textValue());
        cells.merge(start, cell, DemoResults::later);
    }

    private static JsonNode later(JsonNode one, JsonNode other) {
        return version(other).compareTo(version(one)) >= 0 ? other : one;
    }

    private static CellVersion version(JsonNode cell) {
        return new CellVersion(
                cell.path("revision").asInt(), cell.has("retracted"), cell.path("events").asLong());
    }

    /** A whole hour's departures; a sliding window that falls on one holds the same flights. */
    private boolean isOfInterest(JsonNode cell) {
        if (!cell.path("metric").asText().equals("departures")
                || !cell.path("origin").asText().equals(airport)
                || cell.path("events").asLong() < ENOUGH_FLIGHTS) {
            return false;
        }
        var start = Instant.parse(cell.get("window_start").textValue());
        var end = Instant.parse(cell.get("window_end").textValue());
        return Duration.between(start, end).equals(HOUR)
                && start.atOffset(ZoneOffset.UTC).getMinute() == 0;
    }
}
