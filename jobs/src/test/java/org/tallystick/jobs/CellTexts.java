package org.tallystick.jobs;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tallystick.engine.CellVersion;

/** Published cells as lines of text that are equal exactly when the cells are, to the last bit. */
public final class CellTexts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CellTexts() {}

    /**
     * A version of a cell.
     *
     * @param cell what it is known by
     * @param values its aggregates and number of events
     * @param version which one
     */
    public record Version(String cell, String values, CellVersion version) {

        static Version newer(Version left, Version right) {
            return left.version.compareTo(right.version) > 0 ? left : right;
        }
    }

    /** What a cell is known by. */
    public static String id(String metric, String window, Instant start, Instant end, String key) {
        return String.join(" | ", metric, window, start.toString(), end.toString(), key);
    }

    /** The cells that stand in a folder of result files: newest versions, without retractions. */
    static SortedMap<String, String> standing(Path folder, List<JudgedMetric> metrics) {
        return standing(versions(folder, metrics));
    }

    public static SortedMap<String, String> standing(List<Version> versions) {
        var newest = new HashMap<String, Version>();
        versions.forEach(version -> newest.merge(version.cell(), version, Version::newer));
        var standing = new TreeMap<String, String>();
        newest.values().stream()
                .filter(version -> !version.version().retracted())
                .forEach(version -> standing.put(version.cell(), version.values()));
        return standing;
    }

    /** All versions in a folder of result files. */
    public static List<Version> versions(Path folder, List<JudgedMetric> metrics) {
        return lines(folder).stream().map(line -> version(line, metrics)).toList();
    }

    /**
     * All lines of the finished files in a folder, also while a job writes there: a walk of the
     * tree would ask each file what it is, and fail where one has got its last name since.
     */
    public static List<String> lines(Path folder) {
        var lines = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            for (Path file : finished(files)) {
                lines.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    /** A file in progress has a name that begins with a dot. */
    private static List<Path> finished(Stream<Path> files) {
        return files.filter(file -> file.toString().endsWith(".jsonl"))
                .filter(file -> !file.getFileName().toString().startsWith("."))
                .toList();
    }

    public static Version version(String line, List<JudgedMetric> metrics) {
        try {
            return version(JSON.readTree(line), metrics);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + line, e);
        }
    }

    private static Version version(JsonNode cell, List<JudgedMetric> metrics) {
        var name = cell.get("metric").textValue();
        var metric = metrics.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
        var id =
                id(
                        name,
                        cell.get("window").textValue(),
                        Instant.parse(cell.get("window_start").textValue()),
                        Instant.parse(cell.get("window_end").textValue()),
                        value(cell.get("k")));
        var values = values(metric, cell) + " of " + cell.get("events");
        return new Version(id, values, version(cell));
    }

    /** Which version a line of results is. */
    static CellVersion version(JsonNode cell) {
        return new CellVersion(
                cell.get("revision").intValue(),
                cell.has("retracted"),
                cell.get("events").longValue());
    }

    /** A metric's aggregates in JSON. */
    private static String values(JudgedMetric metric, JsonNode aggregates) {
        return metric.aggregates().stream()
                .map(each -> each.name() + "=" + value(aggregates.get(each.name())))
                .collect(joining(" "));
    }

    private static String value(JsonNode value) {
        if (value == null) {
            return "absent";
        }
        return value.isDouble() ? Double.toString(value.doubleValue()) : value.asText();
    }

    /** Cells that are in only one of two sets, or have other values: one line each. */
    public static List<String> differences(
            Map<String, String> expected, Map<String, String> actual) {
        var all = new TreeMap<>(expected);
        all.putAll(actual);
        return all.keySet().stream()
                .filter(cell -> !Objects.equals(expected.get(cell), actual.get(cell)))
                .map(cell -> cell + ": " + expected.get(cell) + ", but was " + actual.get(cell))
                .toList();
    }
}
