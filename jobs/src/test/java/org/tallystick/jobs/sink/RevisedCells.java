package org.tallystick.jobs.sink;

import static org.tallystick.jobs.sink.SampleCells.DEPARTURES;
import static org.tallystick.jobs.sink.SampleCells.HOUR;
import static org.tallystick.jobs.sink.SampleCells.START;
import static org.tallystick.jobs.sink.SampleCells.cell;
import static org.tallystick.jobs.sink.SampleCells.retraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.pipeline.SinkSpec;

/**
 * Cells with odd keys and numbers that are published again and again: with more events, with a null
 * where there was a number, taken back, and corrected.
 */
public final class RevisedCells {
    /** Keys that a database might take for each other, or not take. */
    private static final List<String> ODD =
            Arrays.asList(
                    null,
                    "",
                    "null",
                    "a",
                    "A",
                    "a ",
                    " a",
                    "a b",
                    "a=b,c",
                    "\"",
                    "\"\"",
                    "back\\slash",
                    "tab\t",
                    "é",
                    "e\u0301",
                    "\uD83D\uDE00",
                    "'; --",
                    "#",
                    "%41",
                    "x".repeat(1_200));

    private static final List<Double> NUMBERS =
            List.of(1 / 3.0, Double.MIN_VALUE, Double.MAX_VALUE, -0.5, 1e22, 0.1 + 0.2);

    private static final int CELLS = 36;
    private static final int WAVES = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private RevisedCells() {}

    /** Publishes them to files and to another sink, whose server is away for a while. */
    public static void run(
            String test, Path files, SinkSpec sink, Outage.Restarted server, List<Cell> further)
            throws Exception {
        var env = Jobs.streaming();
        env.setParallelism(1);
        int count = CELLS * WAVES + further.size();
        var rest = new ArrayList<>(further);
        GeneratorFunction<Long, Cell> versions =
                index ->
                        index < CELLS * WAVES
                                ? version(index.intValue())
                                : rest.get(index.intValue() - CELLS * WAVES);
        var cells =
                Jobs.records(env, count, 20, versions, CellType.INSTANCE)
                        .map(Outage.of(test, CELLS * WAVES / 2, server), CellType.INSTANCE)
                        .uid("outage");
        var metrics = List.of(DEPARTURES);
        Sinks.write(cells, new SinkSpec.Files(files.toString()), metrics, "flights-live", "files");
        Sinks.write(cells, sink, metrics, "flights-live", "sink");
        env.execute();
        Outage.awaitEnd(test);
    }

    private static Cell version(int index) {
        int cell = index % CELLS;
        int wave = index / CELLS;
        var origin = cell < ODD.size() ? ODD.get(cell) : "K" + cell;
        var mean = wave > 0 && cell % 4 == 0 ? null : NUMBERS.get((cell + wave) % NUMBERS.size());
        if (wave == 2 && cell % 3 == 0) {
            return retraction(origin, 0);
        }
        boolean corrected = wave == 3 && cell % 6 == 0;
        return wave == 3 && !corrected
                ? version(index - CELLS)
                : cell(origin, cell + wave + 1L, mean, corrected ? 1 : 0);
    }

    /** A cell of which a number cannot be said in most databases. */
    public static Cell notANumber() {
        return cell("NaN", 1, Double.NaN, 0);
    }

    /** A cell of a window that begins so many hours after the usual. */
    public static Cell distant(long hours) {
        return cell(START + hours * HOUR, "distant", 1, 1.0, 0);
    }

    /** The newest versions in files, by key; of those taken back only that they are. */
    public static Map<String, String> inFiles(Path folder) throws IOException {
        var newest = new HashMap<String, JsonNode>();
        for (var line : lines(folder)) {
            var cell = JSON.readTree(line);
            if (cell.get("window_start").asText().startsWith("2001-01-01T00:00")) {
                newest.merge(
                        key(cell.get("origin").textValue()),
                        cell,
                        (before, now) -> isNewer(now, before) ? now : before);
            }
        }
        newest.remove(key("NaN"));
        var texts = new TreeMap<String, String>();
        newest.forEach((key, cell) -> texts.put(key, text(cell)));
        return texts;
    }

    private static boolean isNewer(JsonNode now, JsonNode before) {
        int revision = now.get("revision").asInt() - before.get("revision").asInt();
        if (revision != 0) {
            return revision > 0;
        }
        return now.has("retracted")
                || (!before.has("retracted")
                        && now.get("events").asLong() >= before.get("events").asLong());
    }

    private static String text(JsonNode cell) {
        return cell.has("retracted")
                ? retracted()
                : text(
                        cell.get("flights").asLong(),
                        cell.get("mean").isNull() ? null : cell.get("mean").asDouble(),
                        cell.get("events").asLong(),
                        cell.get("revision").asLong());
    }

    /** How a key stands among them: a null is not a text. */
    public static String key(String origin) {
        return origin == null ? "null" : "'" + origin + "'";
    }

    /** How the values of a cell stand among them. */
    public static String text(long flights, Double mean, long events, long revision) {
        return "%d %s of %d, revision %d".formatted(flights, mean, events, revision);
    }

    /** How a cell that was taken back stands among them. */
    public static String retracted() {
        return "retracted";
    }

    /** The same without those that were taken back. */
    public static Map<String, String> standing(Map<String, String> cells) {
        var standing = new TreeMap<>(cells);
        standing.values().removeIf(retracted()::equals);
        return standing;
    }

    /** All lines of the files of a folder. */
    public static List<String> lines(Path folder) throws IOException {
        var lines = new ArrayList<String>();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(each -> each.toString().endsWith(".jsonl")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
