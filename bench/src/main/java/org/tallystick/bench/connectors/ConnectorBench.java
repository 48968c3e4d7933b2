package org.tallystick.bench.connectors;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.util.FileUtils;
import org.tallystick.bench.Meter;
import org.tallystick.bench.Pipelines;
import org.tallystick.bench.Query;
import org.tallystick.bench.Setup;

/**
 * Measures one run of one connector in this process, and prints one line of JSON: {@code
 * source|sink NAME job|client RECORDS CHECKPOINTS PLACE}. Called by {@code bench/connectors}.
 */
public final class ConnectorBench {
    private ConnectorBench() {}

    /** The entry point. */
    public static void main(String[] args) throws Exception {
        long records = Long.parseLong(args[3]);
        var scratch = Files.createTempDirectory("tallystick-bench-");
        Meter.expect(records);
        try {
            run(args[0], args[2], Place.parse(args[5]), setup(args[0], records, args[4], scratch));
            System.out.println(report(args, records));
        } finally {
            FileUtils.deleteDirectory(scratch.toFile());
        }
        System.exit(0);
    }

    private static Setup setup(String end, long records, String checkpoints, Path scratch) {
        var query = end.equals("source") ? Query.Q1 : Query.Q2;
        return new Setup(
                query, records, "", "", scratch, scratch, Map.of("checkpoints", checkpoints));
    }

    private static void run(String end, String who, Place place, Setup setup) throws Exception {
        switch (end + " " + who) {
            case "source job" -> Job.read(place, setup);
            case "source client" -> read(place, setup);
            case "sink job" -> Job.write(place, setup);
            case "sink client" -> write(place, setup);
            default -> throw new IllegalArgumentException("no run of " + end + " " + who);
        }
        if (end.equals("sink")) {
            Meter.records(0); // its end is when all was written
        }
    }

    private static void read(Place place, Setup setup) throws Exception {
        var tally = new Tally();
        Client.of(place.text("connector")).read(place, setup.events(), tally);
        if (tally.records() != setup.events()) {
            throw new IllegalStateException(
                    "the client read %,d of %,d".formatted(tally.records(), setup.events()));
        }
    }

    private static void write(Place place, Setup setup) throws Exception {
        var plan = Pipelines.plan(setup, Job.NO_SOURCE, place.asSink());
        var client = Client.of(place.text("connector"));
        client.writing(place, Cells.first(setup.events()), plan).run(new Tally());
    }

    private static String report(String[] args, long records) throws Exception {
        double perMillion = 1e6 / records;
        return String.format(
                Locale.ROOT,
                "{\"end\":\"%s\",\"connector\":\"%s\",\"who\":\"%s\",\"records\":%d,"
                        + "\"cpu_per_million\":%.3f,\"second_half\":%.3f,"
                        + "\"records_per_second\":%.0f,\"peak_mib\":%d}",
                args[0],
                args[1],
                args[2],
                records,
                Meter.cpuSeconds() * perMillion,
                Meter.secondHalfCpuSeconds() * 2 * perMillion,
                records / Meter.secondsToLatest(),
                Meter.peakMebibytes());
    }
}
