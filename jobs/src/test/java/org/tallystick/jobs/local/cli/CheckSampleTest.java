package org.tallystick.jobs.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.ExitCode;
import org.tallystick.jobs.Topic;
import org.tallystick.jobs.local.demo.EmbeddedKafka;
import org.tallystick.jobs.local.runner.CapturedConsole;

/** {@code check --sample}: what becomes of some records of the real source. */
class CheckSampleTest {
    private static final String FILES = "{connector: files, path: in, format: json}";

    private final CapturedConsole console = new CapturedConsole(false, 80);
    @TempDir private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("event.avsc"),
                """
                {"type":"record","name":"E","fields":[
                  {"name":"at","type":"string"},{"name":"n","type":"long"},
                  {"name":"note","type":["null","string"],"default":null}]}
                """);
        Files.createDirectory(folder.resolve("in"));
    }

    @Test
    void eventsRejectsAndLagsOfFilesAreShown() throws IOException {
        Files.writeString(
                folder.resolve("in/part-2.jsonl"),
                event("2024-03-05T10:00:00Z", 1)
                        + event("2024-03-05T12:30:00Z", 2)
                        + event("2024-03-05T12:00:00Z", 3)
                        + event("2024-03-05T10:30:00Z", 4));
        Files.writeString(
                folder.resolve("in/part-10.jsonl"), "{\"at\":\"soon\",\"n\":1}\n{\"n\":1.5}\n");

        assertThat(check(FILES, 100)).isEqualTo(ExitCode.FINE);

        var file = folder.resolve("in/part-10.jsonl");
        assertThat(console.out())
                .containsPattern("records +6\n")
                .containsPattern("events +4\n")
                .containsPattern("rejects +2\n")
                .contains("largest lag  2 h behind the partition's clock")
                .containsPattern("behind +2 +by more than the out-of-orderness, 10 min")
                .containsPattern("late +1 +miss a window even with the allowed lateness, 20 min")
                .containsPattern("at +n +note\n2024-03-05T10:00:00Z +1 +x\n")
                .contains(
                        "rejects time: 1\n  " + file + ", partition 0, position 0: event time 'at'")
                .contains("rejects format: 1\n  " + file + ", partition 0, position 1: field 'n'");
    }

    @Test
    void noMoreRecordsAreReadThanAskedFor() throws IOException {
        Files.writeString(
                folder.resolve("in/a.jsonl"),
                event("2024-03-05T10:00:00Z", 1) + event("2024-03-05T10:00:01Z", 2) + "garbage\n");

        assertThat(check(FILES, 2)).isEqualTo(ExitCode.FINE);

        assertThat(console.out()).containsPattern("records +2 +of more").doesNotContain("garbage");
    }

    @Test
    void aSampleWithoutAnEventIsAFailure() throws IOException {
        Files.writeString(folder.resolve("in/a.jsonl"), "garbage\n");

        assertThat(check(FILES, 2)).isEqualTo(ExitCode.FAILED);

        assertThat(console.out()).contains("rejects format: 1");
    }

    @Test
    void topicsGiveAShareOfEachPartitionAndStayAsTheyAre() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            var topic = Topic.make(kafka.bootstrapServers(), "events", 2);
            topic.append(Map.of(0, events(0, 3), 1, events(100, 200)));
            var source =
                    "{connector: kafka, topic: events, start: earliest, format: json, properties: {bootstrap.servers: \"%s\"}}"
                            .formatted(kafka.bootstrapServers());

            assertThat(check(source, 10)).isEqualTo(ExitCode.FINE);

            assertThat(console.out())
                    .containsPattern("records +10 +of more")
                    .containsPattern("earliest +2024-03-05T10:00:00Z\n")
                    .containsPattern("latest +2024-03-05T11:46:00Z\n");

            check(source.replace("earliest", "latest"), 10);
            assertThat(console.out()).containsPattern("latest +2024-03-05T13:19:00Z\n");
        }
    }

    @Test
    void tombstonesThatAreSkippedAreNoRejects() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            var topic = Topic.make(kafka.bootstrapServers(), "events", 1);
            topic.append(Map.of(0, events(0, 3)));
            topic.append(Map.of(0, List.of(new byte[0])));
            var source =
                    "{connector: kafka, topic: events, start: earliest, tombstones: skip, format: json, properties: {bootstrap.servers: \"%s\"}}"
                            .formatted(kafka.bootstrapServers());

            assertThat(check(source, 10)).isEqualTo(ExitCode.FINE);

            assertThat(console.out())
                    .containsPattern("records +4")
                    .containsPattern("rejects +0")
                    .containsPattern("passed over +1 +tombstones");
        }
    }

    @Test
    void aTopicThatIsNotThereIsOneLine() throws Exception {
        try (var kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            var source =
                    "{connector: kafka, topic: none, format: json, properties: {bootstrap.servers: \"%s\"}}"
                            .formatted(kafka.bootstrapServers());

            assertThat(check(source, 10)).isEqualTo(ExitCode.FAILED);
            assertThat(console.err())
                    .isEqualTo(
                            "tallystick: no topic none at %s\n"
                                    .formatted(kafka.bootstrapServers()));
        }
    }

    private static String event(String at, int n) {
        return "{\"at\":\"%s\",\"n\":%d,\"note\":\"x\"}\n".formatted(at, n);
    }

    /** An event a minute. */
    private static List<byte[]> events(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(n -> event("2024-03-05T%02d:%02d:00Z".formatted(10 + n / 60, n % 60), n))
                .map(text -> text.getBytes(UTF_8))
                .toList();
    }

    private ExitCode check(String source, int records) throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("p.yaml"),
                        """
                        name: sampled
                        events: {schema: event.avsc, time: at, out-of-orderness: 10 min, allowed-lateness: 20 min}
                        source: %s
                        metrics:
                          - {name: m, windows: tumbling 1 h, aggregates: {n: sum(n)}}
                        sinks: [{connector: print}]
                        """
                                .formatted(source));
        return new Cli(console.console(), new LocalJobs(), Path.of(".."))
                .run(List.of("check", file.toString(), "--sample", String.valueOf(records)));
    }
}
