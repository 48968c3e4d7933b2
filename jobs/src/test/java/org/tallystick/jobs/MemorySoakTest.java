package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.local.cli.Cli;

/** A million events in a small heap, as a user runs them. */
@Tag("soak")
@Timeout(600)
class MemorySoakTest {
    private static final int EVENTS = 1_000_000;
    private static final int KEYS = 500;
    private static final int HOURS = 24;
    private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir Path folder;

    @Test
    void aMillionEventsHoldInAGibibyte() throws Exception {
        writeEvents();
        writePipeline();

        var out = folder.resolve("out.txt").toFile();
        var process =
                new ProcessBuilder(command())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(out)
                        .start();

        assertThat(process.waitFor()).as(() -> text(out.toPath())).isZero();
        long cells = 0;
        long events = 0;
        for (String line : CellTexts.lines(folder.resolve("results"))) {
            var cell = JSON.readTree(line);
            assertThat(cell.get("revision").intValue()).isZero();
            boolean tumbling = cell.get("window").textValue().startsWith("tumbling");
            cells += 1;
            events += tumbling ? cell.get("events").longValue() : 0;
        }
        assertThat(events).isEqualTo(EVENTS);
        assertThat(cells).isEqualTo((long) KEYS * (HOURS + (12 * HOURS + 11)));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    private void writeEvents() throws IOException {
        try (var writer = Files.newBufferedWriter(folder.resolve("events.jsonl"))) {
            for (int i = 0; i < EVENTS; i++) {
                var line =
                        "{\"time\":\"%s\",\"key\":\"key-%d\",\"value\":%d}\n"
                                .formatted(
                                        START.plusMillis(HOURS * 3_600_000L * i / EVENTS),
                                        i % KEYS,
                                        i);
                writer.write(line);
            }
        }
    }

    private void writePipeline() throws IOException {
        Files.writeString(
                folder.resolve("event.avsc"),
                """
                {"type": "record", "name": "Event", "fields": [
                  {"name": "time", "type": "string"},
                  {"name": "key", "type": "string"},
                  {"name": "value", "type": "long"}]}
                """);
        Files.writeString(
                folder.resolve("pipeline.yaml"),
                """
                name: million
                events:
                  schema: event.avsc
                  time: time
                  out-of-orderness: 1 min
                source:
                  connector: files
                  path: events.jsonl
                  format: json
                metrics:
                  - name: values
                    keys: [key]
                    windows: [tumbling 1 h, sliding 1 h every 5 min]
                    aggregates:
                      total: sum(value)
                      p95: approx_percentile(value, 0.95)
                sinks:
                  - connector: files
                    path: results
                """);
    }

    private static List<String> command() {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx1g");
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--add-"))
                .forEach(command::add);
        command.add("-Dtallystick.home=" + Path.of("..").toAbsolutePath().normalize());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Cli.class.getName()));
        command.addAll(List.of("stream", "--pipeline", "pipeline.yaml", "--bounded"));
        return command;
    }
}
