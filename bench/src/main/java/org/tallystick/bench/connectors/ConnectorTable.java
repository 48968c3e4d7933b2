package org.tallystick.bench.connectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns lines of {@link ConnectorBench} into a table, a row for each connector: the best runs by
 * CPU time of the job and of the client. {@code FILE}.
 */
public final class ConnectorTable {
    private ConnectorTable() {}

    /** The entry point. */
    public static void main(String[] args) throws Exception {
        var json = new ObjectMapper();
        Map<String, Map<String, JsonNode>> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            var run = json.readTree(line);
            var name = run.get("end").asText() + " | " + run.get("connector").asText();
            rows.computeIfAbsent(name, row -> new LinkedHashMap<>())
                    .merge(run.get("who").asText(), run, ConnectorTable::cheaper);
        }
        System.out.println(
                "| | | records | job, CPU-s per million | second half | client | second half"
                        + " | job, records/s | client |");
        System.out.println("|---|---|--:|--:|--:|--:|--:|--:|--:|");
        rows.forEach((name, runs) -> print(name, runs.get("job"), runs.get("client")));
    }

    private static JsonNode cheaper(JsonNode one, JsonNode other) {
        return one.get("cpu_per_million").asDouble() <= other.get("cpu_per_million").asDouble()
                ? one
                : other;
    }

    private static void print(String name, JsonNode job, JsonNode client) {
        System.out.printf(
                "| %s | %,d | %.2f | %.2f | %.2f | %.2f | %,d | %,d |%n",
                name,
                job.get("records").asLong(),
                job.get("cpu_per_million").asDouble(),
                job.get("second_half").asDouble(),
                client.get("cpu_per_million").asDouble(),
                client.get("second_half").asDouble(),
                job.get("records_per_second").asLong(),
                client.get("records_per_second").asLong());
    }
}
