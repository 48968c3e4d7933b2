package org.tallystick.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Runs one peer once, in this process, and prints one line of JSON: {@code PEER QUERY TOPIC
 * BOOTSTRAP ARCHIVE EVENTS [NAME=VALUE ...]}. Called by {@code bench/run}.
 */
public final class Bench {
    private Bench() {}

    /** The entry point. */
    public static void main(String[] args) throws Exception {
        var query = Query.valueOf(args[1].toUpperCase(Locale.ROOT));
        var peer = peer(args[0], query);
        var scratch = Files.createTempDirectory("tallystick-bench-");
        var setup =
                new Setup(
                        query,
                        Long.parseLong(args[5]),
                        args[2],
                        args[3],
                        Path.of(args[4]).toAbsolutePath(),
                        scratch,
                        options(args));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(scratch)));
        Meter.expect(setup.events());
        peer.run(setup);
        System.out.println(report(args[0], peer, setup));
        System.exit(0);
    }

    private static Peer peer(String name, Query query) throws ReflectiveOperationException {
        var peer = Peer.named(name);
        if (peer.isEmpty()) {
            System.err.println("no peer " + name + "; bench/run without arguments names them");
            System.exit(2);
        }
        if (!peer.get().answers(query)) {
            System.err.println(name + " has no answer to " + query + "; tallystick has");
            System.exit(2);
        }
        return peer.get();
    }

    private static Map<String, String> options(String[] args) {
        var options = new HashMap<String, String>();
        for (int i = 6; i < args.length; i++) {
            var option = args[i].split("=", 2);
            options.put(option[0], option[1]);
        }
        return options;
    }

    private static String report(String name, Peer peer, Setup setup) throws IOException {
        double cpu = Meter.cpuSeconds();
        double secondHalf = Meter.secondHalfCpuSeconds();
        double wall = Meter.wallSeconds();
        return String.format(
                Locale.ROOT,
                "{\"peer\":\"%s\",\"query\":\"%s\",\"kind\":\"%s\",\"events\":%d,"
                        + "\"cpu_per_million\":%.3f,"
                        + "\"second_half\":%.3f,\"events_per_second\":%.0f,\"peak_mib\":%d,\"results\":%d,"
                        + "\"counted\":%d,\"checksum\":\"%016x\",\"p50_ms\":%d,\"p99_ms\":%d%s}",
                name,
                setup.query(),
                setup.option("kind", "clean"),
                setup.events(),
                cpu * 1e6 / setup.events(),
                secondHalf * 2e6 / setup.events(),
                setup.events() / wall,
                Meter.peakMebibytes(),
                ResultDigest.results(),
                ResultDigest.counted(),
                ResultDigest.checksum(),
                Emission.percentile(0.5),
                Emission.percentile(0.99),
                peer.more());
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            System.err.println("left behind: " + folder + ": " + e.getMessage());
        }
    }
}
