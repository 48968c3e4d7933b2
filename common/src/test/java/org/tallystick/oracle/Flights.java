package org.tallystick.oracle;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongUnaryOperator;
import java.util.zip.GZIPInputStream;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The example's real flights as one partition, in the order of the file: key is the origin, {@code
 * longValue} the delay in minutes, {@code doubleValue} the distance in miles, {@code text} the
 * destination.
 */
public final class Flights {
    /** As seen from the folder of a module, where Maven runs its tests. */
    public static final Path FILE = Path.of("../jobs/examples/flights/flights.jsonl.gz");

    private static final ObjectMapper JSON = new ObjectMapper();

    private Flights() {}

    /**
     * Reads all flights.
     *
     * @param identity makes an event's identity of the flight's number
     */
    public static List<OracleEvent> read(LongUnaryOperator identity) {
        var flights = new ArrayList<OracleEvent>();
        var clock = OptionalLong.empty();
        try (var lines = open()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                var flight = flight(JSON.readTree(line), flights.size(), clock, identity);
                flights.add(flight);
                clock = OptionalLong.of(Math.max(flight.time(), clock.orElse(Long.MIN_VALUE)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return flights;
    }

    private static BufferedReader open() throws IOException {
        var bytes = new GZIPInputStream(Files.newInputStream(FILE));
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    private static OracleEvent flight(
            JsonNode row, long offset, OptionalLong clock, LongUnaryOperator identity) {
        return new OracleEvent(
                0,
                offset,
                Instant.parse(row.get("scheduled").textValue()).toEpochMilli(),
                clock,
                row.get("origin").textValue(),
                row.hasNonNull("delay") ? row.get("delay").longValue() : null,
                row.hasNonNull("distance") ? row.get("distance").doubleValue() : null,
                row.get("destination").textValue(),
                identity.applyAsLong(row.get("flight").longValue()));
    }
}
