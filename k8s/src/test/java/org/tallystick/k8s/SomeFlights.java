package org.tallystick.k8s;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A pipeline with flights enough for late ones, with a repeat, and with what is no flight at all.
 *
 * @param folder where it lies, and all that it makes
 */
record SomeFlights(Path folder) {
    private static final Path EXAMPLE = Path.of("../jobs/examples/flights");
    private static final int FLIGHTS = 5_000;

    /** Writes it into an empty folder. */
    static SomeFlights in(Path folder) throws IOException {
        Files.copy(EXAMPLE.resolve("flight.avsc"), folder.resolve("flight.avsc"));
        var pipeline = Files.readString(Path.of("src/test/resources/metrics.yaml"));
        Files.writeString(
                folder.resolve("flights.yaml"), pipeline.replace("${FOLDER}", folder.toString()));
        var lines = new ArrayList<String>();
        lines.add("{");
        try (var flights =
                new GZIPInputStream(Files.newInputStream(EXAMPLE.resolve("flights.jsonl.gz")))) {
            lines.addAll(new String(flights.readAllBytes(), UTF_8).lines().limit(FLIGHTS).toList());
        }
        lines.add(lines.get(lines.size() - 1));
        Files.write(Files.createDirectory(folder.resolve("in")).resolve("1.jsonl"), lines);
        return new SomeFlights(folder);
    }

    /** A job's arguments: the pipeline, and more. */
    String[] arguments(String... more) {
        return Stream.concat(
                        Stream.of("--pipeline", folder.resolve("flights.yaml").toString()),
                        Stream.of(more))
                .toArray(String[]::new);
    }
}
