package org.tallystick.bench.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tallystick.engine.Cell;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.json.CellJson;

/** {@code readLine}; a buffered stream. */
final class FilesLoop implements Client {

    @Override
    public void read(Place place, long events, Tally tally) throws IOException {
        try (var lines = Files.newBufferedReader(Path.of(place.text("path")))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                tally.add();
            }
        }
    }

    @Override
    public Writing writing(Place place, List<Cell> cells, Plan plan) {
        var json = new CellJson(plan.metrics());
        var lines = cells.stream().map(json::line).toList();
        var file = Path.of(place.text("path")).resolve("all.jsonl");
        return tally -> {
            try (var out = Files.newBufferedWriter(file, UTF_8)) {
                for (var line : lines) {
                    tally.add();
                    out.write(line);
                    out.write('\n');
                }
            }
        };
    }
}
