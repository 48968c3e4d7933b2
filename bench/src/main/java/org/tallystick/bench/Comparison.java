package org.tallystick.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns lines of {@link Bench} into a table, each peer's best by CPU time: {@code FILE}. */
public final class Comparison {
    private Comparison() {}

    /** The entry point; exits with 1 where peers do not agree. */
    public static void main(String[] args) throws Exception {
        var json = new ObjectMapper();
        var runs = new ArrayList<JsonNode>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            runs.add(json.readTree(line));
        }
        Map<String, JsonNode> best = new LinkedHashMap<>();
        for (JsonNode run : runs) {
            best.merge(run.get("peer").asText(), run, Comparison::cheaper);
        }
        System.out.println(
                "| query | peer | events | CPU-s per million | events/s | peak MiB | results | checksum |");
        System.out.println("|---|---|--:|--:|--:|--:|--:|---|");
        best.values().stream()
                .sorted(Comparator.comparingDouble(run -> run.get("cpu_per_million").asDouble()))
                .forEach(Comparison::print);
        if (!agree(runs)) {
            System.err.println("peers differ in their results");
            System.exit(1);
        }
    }

    private static JsonNode cheaper(JsonNode one, JsonNode other) {
        return one.get("cpu_per_million").asDouble() <= other.get("cpu_per_million").asDouble()
                ? one
                : other;
    }

    private static void print(JsonNode run) {
        System.out.printf(
                "| %s | %s | %,d | %.2f | %,d | %,d | %,d | %s |%n",
                run.get("query").asText(),
                run.get("peer").asText(),
                run.get("events").asLong(),
                run.get("cpu_per_million").asDouble(),
                run.get("events_per_second").asLong(),
                run.get("peak_mib").asLong(),
                run.get("results").asLong(),
                run.get("checksum").asText().substring(0, 8));
    }

    private static boolean agree(List<JsonNode> runs) {
        var checksums = new HashMap<Long, String>();
        boolean agree = true;
        for (JsonNode run : runs) {
            var checksum = run.get("checksum").asText();
            var known = checksums.putIfAbsent(run.get("events").asLong(), checksum);
            agree &= known == null || known.equals(checksum);
        }
        return agree;
    }
}
