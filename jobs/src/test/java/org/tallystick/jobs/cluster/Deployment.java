package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.CellTexts.differences;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.iceberg.data.Record;
import org.tallystick.jobs.CellTexts;
import org.tallystick.jobs.GeneratedPipeline;
import org.tallystick.jobs.JudgedMetric;
import org.tallystick.jobs.Ledger;
import org.tallystick.jobs.Topic;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.OracleEvent;

/**
 * A pipeline over generated events: its file, its topics, what has been sent, and what must come
 * out.
 *
 * @param folder where its file, its archive and its result files are
 * @param name the pipeline's
 * @param partitions all events that are to be sent
 */
record Deployment(
        Path folder, String name, Topic input, Topic output, List<List<OracleEvent>> partitions) {
    private static final Duration READ = Duration.ofMinutes(3);
    private static final Duration COMMIT = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Makes the topics; the file is written by {@link #write}. */
    static Deployment of(Path folder, String name, Broker broker, int events, long seed)
            throws IOException {
        Files.createDirectories(folder);
        return new Deployment(
                folder,
                name,
                Topic.make(broker.address(), name, GeneratedPipeline.PARTITIONS),
                Topic.make(broker.address(), name + "-cells", 1),
                GeneratedPipeline.generate(events, seed));
    }

    /** Another pipeline over the same topic, archive in the same catalog. */
    Deployment beside(String other) {
        return new Deployment(
                folder,
                other,
                input,
                Topic.make(output.brokers(), other + "-cells", 1),
                partitions);
    }

    /** The pipeline with result files, a transactional topic and other sinks. */
    Path write(List<JudgedMetric> metrics, List<Map<String, Object>> otherSinks)
            throws IOException {
        return write(metrics, otherSinks, catalog());
    }

    Path write(
            List<JudgedMetric> metrics,
            List<Map<String, Object>> otherSinks,
            Map<String, Object> catalog)
            throws IOException {
        var sinks = new ArrayList<Map<String, Object>>();
        sinks.add(Map.of("connector", "files", "path", results().toString()));
        sinks.add(
                Map.of(
                        "connector",
                        "kafka",
                        "topic",
                        output.name(),
                        "transactional",
                        true,
                        "properties",
                        output.servers()));
        sinks.addAll(otherSinks);
        var pipeline = new LinkedHashMap<String, Object>();
        pipeline.put("name", name);
        pipeline.put("events", events());
        pipeline.put("source", source());
        pipeline.put("archive", Map.of("catalog", catalog, "namespace", name.replace('-', '_')));
        pipeline.put("metrics", metrics.stream().map(Deployment::metric).toList());
        pipeline.put("sinks", sinks);
        Files.writeString(folder.resolve("generated.avsc"), GeneratedPipeline.SCHEMA);
        // JSON is YAML.
        return Files.writeString(
                folder.resolve(name + ".yaml"),
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(pipeline));
    }

    private static Map<String, Object> events() {
        return Map.of(
                "schema",
                "generated.avsc",
                "time",
                "t",
                "id",
                List.of("id"),
                "out-of-orderness",
                "5 min",
                "allowed-lateness",
                "10 min",
                "idle-timeout",
                "1 h");
    }

    private Map<String, Object> source() {
        return Map.of(
                "connector",
                "kafka",
                "topic",
                input.name(),
                "start",
                "earliest",
                "format",
                "json",
                "properties",
                input.servers());
    }

    private Map<String, Object> catalog() {
        return Map.of(
                "type",
                "jdbc",
                "uri",
                "jdbc:sqlite:" + folder.resolve("catalog.db"),
                "warehouse",
                "file:" + folder.resolve("warehouse"));
    }

    private static Map<String, Object> metric(JudgedMetric metric) {
        var aggregates = new LinkedHashMap<String, Object>();
        metric.aggregates()
                .forEach(
                        each ->
                                aggregates.put(
                                        each.name(),
                                        each.function() + "(" + each.argument() + ")"));
        var text = new LinkedHashMap<String, Object>();
        text.put("name", metric.name());
        metric.filter().ifPresent(filter -> text.put("filter", filter.sql()));
        text.put("keys", List.of(metric.key()));
        text.put("windows", metric.windows().stream().map(window -> window.text()).toList());
        text.put("aggregates", aggregates);
        return text;
    }

    Path file() {
        return folder.resolve(name + ".yaml");
    }

    Path results() {
        return folder.resolve(name + "-results");
    }

    /** Sends a part of every partition, from one fraction of it to another. */
    void send(double from, double to) throws Exception {
        var values = new TreeMap<Integer, List<byte[]>>();
        for (int p = 0; p < partitions.size(); p++) {
            int start = offset(p, from);
            var part = partitions.get(p).subList(start, offset(p, to));
            values.put(p, part.stream().map(GeneratedPipeline::json).toList());
        }
        input.append(values);
    }

    private int offset(int partition, double fraction) {
        return (int) Math.round(fraction * partitions.get(partition).size());
    }

    /** Waits until the job has read to a fraction of the topic, and has a checkpoint of that. */
    void awaitRead(RunningJob job, double fraction) throws Exception {
        var offsets = new TreeMap<Integer, Long>();
        for (int p = 0; p < partitions.size(); p++) {
            offsets.put(p, (long) offset(p, fraction));
        }
        Await.until(
                name + " has read to " + fraction,
                READ,
                job::describe,
                () -> input.isReadTo("tallystick-" + name, offsets));
    }

    Plan plan() throws Exception {
        return Plan.read(file().toString(), List.of(), System.getenv());
    }

    /** The rows of a table of the archive. */
    List<Record> rows(String table) throws Exception {
        var plan = plan();
        return ArchiveRows.of(plan.pipeline().archive().orElseThrow(), plan.layout(), table);
    }

    /** Archive, result files and topic hold exactly what the oracle says. */
    void requireWhatTheOracleSays(List<JudgedMetric> metrics) throws Exception {
        requireEveryEventOnce(1);
        var cells = cells(metrics);
        var versions = CellTexts.versions(results(), metrics);
        assertThat(differences(cells, CellTexts.standing(versions))).isEmpty();
        assertThat(versions)
                .extracting(version -> version.cell() + " " + version.version())
                .doesNotHaveDuplicates();
        assertThat(rows("results")).hasSameSizeAs(versions);
        assertThat(differences(cells, inTheTopic(metrics))).isEmpty();
        assertThat(differences(late(metrics), Ledger.late(rows("ledger")))).isEmpty();
    }

    /** What the oracle says of the cells. */
    Map<String, String> cells(List<JudgedMetric> metrics) {
        return cells(metrics, GeneratedPipeline.LATENESS);
    }

    /** The same of cells that hold every event. */
    Map<String, String> complete(List<JudgedMetric> metrics) {
        return cells(metrics, Lateness.NOTHING_LATE);
    }

    private Map<String, String> cells(List<JudgedMetric> metrics, Lateness lateness) {
        var events = GeneratedPipeline.identified(partitions);
        var cells = new TreeMap<String, String>();
        metrics.forEach(each -> cells.putAll(each.cells(events, lateness)));
        return cells;
    }

    /** What the oracle says of what came too late. */
    Map<String, String> late(List<JudgedMetric> metrics) {
        var events = GeneratedPipeline.identified(partitions);
        var late = new TreeMap<String, String>();
        metrics.forEach(each -> late.putAll(each.late(events, GeneratedPipeline.LATENESS)));
        return late;
    }

    /** Every position to a fraction of the topic is once in the archive, and there is no reject. */
    void requireEveryEventOnce(double to) throws Exception {
        var expected = positions(to);
        var held = new AtomicInteger();
        // The archive's commit follows the checkpoint whose offsets Kafka has already.
        Await.until(
                name + "'s archive holds " + expected.size() + " events",
                COMMIT,
                () -> "it holds " + held,
                () -> {
                    held.set(rows("events").size());
                    return held.get() >= expected.size();
                });
        assertThat(rows("events"))
                .extracting(row -> row.getField("_partition") + " " + row.getField("_offset"))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rows("rejects")).isEmpty();
    }

    /** Partition and offset of every event to a fraction of the topic. */
    List<String> positions(double to) {
        var positions = new ArrayList<String>();
        for (int p = 0; p < partitions.size(); p++) {
            for (int offset = 0; offset < offset(p, to); offset++) {
                positions.add(p + " " + offset);
            }
        }
        return positions;
    }

    /** The committed values that no tombstone follows. */
    private Map<String, String> inTheTopic(List<JudgedMetric> metrics) {
        var standing = new LinkedHashMap<String, String>();
        for (var record : output.committed()) {
            if (record.value() == null) {
                standing.remove(record.key());
            } else {
                standing.put(record.key(), record.value());
            }
        }
        return CellTexts.standing(
                standing.values().stream().map(line -> CellTexts.version(line, metrics)).toList());
    }
}
