package org.tallystick.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns lines of {@link Bench} into a table, each peer's best by CPU time, and says how rows
 * compare: {@code FILE [ROW/ROW ...]}, where a row is named as in the first column.
 */
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
            best.merge(row(run) + run.get("peer").asText(), run, Comparison::cheaper);
        }
        System.out.println(
                "| query | peer | events | CPU-s per million | events/s | peak MiB | results | checksum |");
        System.out.println("|---|---|--:|--:|--:|--:|--:|---|");
        best.values().stream()
                .sorted(Comparator.comparingDouble(run -> run.get("cpu_per_million").asDouble()))
                .forEach(Comparison::print);
        for (String ratio : List.of(args).subList(1, args.length)) {
            System.out.printf("%n%s: %.2f%n", ratio, ratio(ratio.split("/"), best.values()));
        }
        if (!agree(runs)) {
            System.err.println("runs differ in their results");
            System.exit(1);
        }
    }

    /** The query, and the variant of the stream unless it is the clean one. */
    private static String row(JsonNode run) {
        var kind = run.get("kind").asText();
        var query = run.get("query").asText();
        return kind.equals("clean") ? query : query + " " + kind;
    }

    private static double ratio(String[] rows, Collection<JsonNode> best) {
        return cost(rows[0], best) / cost(rows[1], best);
    }

    private static double cost(String row, Collection<JsonNode> best) {
        return best.stream()
                .filter(run -> row(run).equals(row))
                .mapToDouble(run -> run.get("cpu_per_million").asDouble())
                .min()
                .orElseThrow(() -> new IllegalArgumentException("no row " + row));
    }

    private static JsonNode cheaper(JsonNode one, JsonNode other) {
        return one.get("cpu_per_million").asDouble() <= other.get("cpu_per_million").asDouble()
                ? one
                : other;
    }

    private static void print(JsonNode run) {
        System.out.printf(
                "| %s | %s | %,d | %.2f | %,d | %,d | %,d | %s |%n",
                row(run),
                run.get("peer").asText(),
                run.get("events").asLong(),
                run.get("cpu_per_million").asDouble(),
                run.get("events_per_second").asLong(),
                run.get("peak_mib").asLong(),
                run.get("results").asLong(),
                run.get("checksum").asText().substring(0, 8));
    }

    private static boolean agree(List<JsonNode> runs) {
        var checksums = new HashMap<String, String>();
        boolean agree = true;
        for (JsonNode run : runs) {
            var checksum = run.get("checksum").asText();
            var known = checksums.putIfAbsent(row(run) + run.get("events"), checksum);
            agree &= known == null || known.equals(checksum);
        }
        return agree;
    }
}
