package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.iceberg.data.Record;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.plan.Plan;

/**
 * A pipeline file that counts the events of a topic by a key and hour, and archives them.
 *
 * @param schema the fields of its events as Avro has them, {@code ts} among them
 * @param key what it counts by
 */
record TopicPipeline(Path folder, Topic topic, String schema, String key) {

    /** Of events with time and key alone. */
    static TopicPipeline of(Path folder, Topic topic) {
        var fields = "{\"name\":\"ts\",\"type\":\"string\"},{\"name\":\"k\",\"type\":\"string\"}";
        return new TopicPipeline(folder, topic, fields, "k");
    }

    /** Reads the file. */
    Plan plan(String... settingsOfSource) throws Exception {
        Files.writeString(
                folder.resolve("event.avsc"),
                "{\"type\":\"record\",\"name\":\"E\",\"fields\":[%s]}".formatted(schema));
        var file = folder.resolve("p.yaml");
        Files.writeString(file, text(String.join("\n  ", settingsOfSource)));
        return Plan.read(file.toString(), List.of(), Map.of());
    }

    private String text(String settingsOfSource) {
        return """
        name: %s
        events: {schema: event.avsc, time: ts, out-of-orderness: 0 s}
        source:
          connector: kafka
          topic: %s
          start: earliest
          properties: {bootstrap.servers: "%s"}
          %s
        archive:
          catalog: {type: jdbc, uri: "jdbc:sqlite:catalog.db", warehouse: "file:warehouse"}
          namespace: n
        metrics:
          - {name: m, keys: [%s], windows: tumbling 1 h, aggregates: {n: count()}}
        sinks: [{connector: files, path: results}]
        """
                .formatted(topic.name(), topic.name(), topic.brokers(), settingsOfSource, key);
    }

    String group() {
        return "tallystick-" + topic.name();
    }

    /** An event each second, to partition 0. */
    void append(Instant first, String key, int count) throws Exception {
        topic.append(
                Map.of(
                        0,
                        IntStream.range(0, count)
                                .mapToObj(i -> event(first.plusSeconds(i), key))
                                .toList()));
    }

    static byte[] event(Instant time, String key) {
        return "{\"ts\":\"%s\",\"k\":\"%s\"}".formatted(time, key).getBytes(UTF_8);
    }

    /** The rows of a table of its archive. */
    List<Record> rows(Plan plan, String table) {
        return ArchiveRows.of(plan.pipeline().archive().orElseThrow(), plan.layout(), table);
    }

    /** The lines of its results. */
    List<String> results() {
        return CellTexts.lines(folder.resolve("results"));
    }
}
