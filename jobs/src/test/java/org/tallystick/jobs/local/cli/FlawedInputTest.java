package org.tallystick.jobs.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of input that is wrong as a whole. */
class FlawedInputTest {
    private static final Instant TEN = Instant.parse("2024-03-05T10:00:00Z");

    @TempDir private Path folder;
    private String printed;

    @BeforeEach
    void writePipeline() throws IOException {
        Files.createDirectory(folder.resolve("in"));
        Files.writeString(
                folder.resolve("event.avsc"),
                """
                {"type": "record", "name": "E", "fields": [{"name": "t", "type": "string"}]}
                """);
        Files.writeString(
                folder.resolve("p.yaml"),
                """
                name: flawed-input
                events: {schema: event.avsc, time: t, out-of-orderness: 1 min}
                source: {connector: files, path: in, format: json}
                metrics:
                  - {name: m, keys: [], windows: tumbling 5 min, aggregates: {n: count()}}
                sinks: [{connector: files, path: out}]
                """);
    }

    @Test
    void fastClocksFilesBehindAndDamagedFilesAreNamed() throws Exception {
        write("part-1.jsonl", lines(0, 100) + lines(3_000, 3_001) + lines(100, 600));
        write("part-2.jsonl", lines(7_200, 7_210));
        write("part-10.jsonl", lines(3_600, 3_610));
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(lines(10_800, 11_800).getBytes(UTF_8));
        }
        var half = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);
        Files.write(folder.resolve("in/part-11.jsonl.gz"), half);

        assertThat(stream()).isEqualTo(1);

        assertThat(printed)
                .contains("fast clock: " + folder + "/in/part-1.jsonl, partition 0, position 100")
                .contains("so that 500 of these came late")
                .contains("file behind the clock: " + folder + "/in/part-10.jsonl: line 0")
                .contains("damaged file: " + folder + "/in/part-11.jsonl.gz, line ");
        assertThat(printed)
                .contains("1 rejects")
                .contains("500 late by a fast clock, 1 files behind the clock, 1 damaged files");
    }

    @Test
    void whereThereIsNothingToReadIsSaidBeforeARun() throws Exception {
        assertThat(stream()).isEqualTo(2);
        assertThat(printed).contains("the files source has no files in " + folder + "/in");
        Files.delete(folder.resolve("in"));
        assertThat(run("check")).isEqualTo(2);
        assertThat(printed).contains("has no file or folder " + folder + "/in");
    }

    private int stream() throws Exception {
        return run("stream", "--bounded");
    }

    /** In a process of its own, whose folder is the test's. */
    private int run(String command, String... options) throws Exception {
        var line = new ArrayList<>(java());
        line.addAll(List.of(command, "--pipeline", "p.yaml"));
        line.addAll(List.of(options));
        var process =
                new ProcessBuilder(line)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("printed").toFile())
                        .start();
        int exit = process.waitFor();
        printed = Files.readString(folder.resolve("printed"));
        return exit;
    }

    private List<String> java() {
        var home = Path.of("..").toAbsolutePath().normalize();
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("-Xmx512m");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(line::add);
        line.add("-Dtallystick.home=" + home);
        line.add("-Dtallystick.logs=" + folder.resolve("logs"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path"), Cli.class.getName()));
        return line;
    }

    private void write(String name, String lines) throws IOException {
        Files.writeString(folder.resolve("in").resolve(name), lines);
    }

    /** An event each second. */
    private static String lines(long first, long next) {
        return LongStream.range(first, next)
                .mapToObj(second -> "{\"t\":\"%s\"}\n".formatted(TEN.plusSeconds(second)))
                .collect(Collectors.joining());
    }
}
