package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;

/** Jobs whose events come from a server, and what may happen to both. */
@Timeout(300)
abstract class JobKit {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    static final int EVENTS = 100_000;
    static final int HALF = EVENTS / 2;

    private static final Instant TEN = Instant.parse("2024-03-05T10:00:00Z");

    @TempDir Path folder;
    private AutoCloseable server;
    private FlinkAsDeployed flink;

    /** A server that keeps what it has in a folder, with nothing to read. */
    abstract AutoCloseable start(Path folder) throws Exception;

    @BeforeEach
    void startServer() throws Exception {
        server = start(folder);
        flink = new FlinkAsDeployed(folder, "hashmap");
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    FlinkAsDeployed flink() {
        return flink;
    }

    /** All events and ten broken ones, each once; books and archive agree. */
    void everythingIsThereOnce(Plan plan) throws Exception {
        assertThat(ids(plan)).hasSize(EVENTS).doesNotHaveDuplicates();
        assertThat(rows(plan, "rejects")).hasSize(10);
        assertThat(counted()).isEqualTo(EVENTS);
        assertThat(ReprocessJob.books(plan, ReprocessRange.ALL, flink.reprocessing()).balance())
                .isTrue();
        var audit =
                ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing())
                        .total();
        assertThat(audit.differences()).isZero();
    }

    /** Until one is complete: the job may be starting again. */
    static void checkpoint(LiveJob job) throws Exception {
        boolean complete = false;
        while (!complete) {
            try {
                job.checkpoint();
                complete = true;
            } catch (Exception e) {
                var status = job.cluster().getJobStatus(job.id()).get();
                assertThat(status.isTerminalState()).as("%s: %s", status, e).isFalse();
            }
        }
    }

    void run(Plan plan, LiveOptions options) throws Exception {
        var env = flink.streaming(2);
        StreamJob.define(env, plan, options);
        env.execute();
    }

    Plan plan(String identity, List<String> source) throws Exception {
        Files.writeString(
                folder.resolve("event.avsc"),
                """
                {"type":"record","name":"E","fields":[{"name":"ts","type":"string"},
                {"name":"k","type":"string"},{"name":"id","type":"long"}]}""");
        var file = folder.resolve("p.yaml");
        Files.writeString(
                file,
                """
                name: queue
                events: {schema: event.avsc, time: ts, out-of-orderness: 1 d, %s}
                source:
                  %s
                  format: json
                archive:
                  catalog: {type: jdbc, uri: "jdbc:sqlite:catalog.db", warehouse: "file:warehouse"}
                  namespace: n
                metrics:
                  - {name: m, keys: [k], windows: tumbling 1 h, aggregates: {n: count()}}
                sinks: [{connector: files, path: results}]
                """
                        .formatted(identity, String.join("\n  ", source)));
        return Plan.read(file.toString(), List.of(), Map.of());
    }

    /** Those of some ids, a thousand of them each second. */
    static List<byte[]> events(int from, int until) {
        return IntStream.range(from, until).mapToObj(JobKit::event).toList();
    }

    static byte[] event(int id) {
        return "{\"ts\":\"%s\",\"k\":\"k%d\",\"id\":%d}"
                .formatted(TEN.plusMillis(id), id % 100, id)
                .getBytes(UTF_8);
    }

    static List<byte[]> bad(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(i -> "{\"broken\":%d".formatted(i).getBytes(UTF_8))
                .toList();
    }

    static List<Record> rows(Plan plan, String table) {
        return ArchiveRows.of(plan.pipeline().archive().orElseThrow(), plan.layout(), table);
    }

    static List<Object> ids(Plan plan) {
        var ids = new ArrayList<>();
        rows(plan, "events").forEach(row -> ids.add(row.getField("id")));
        return ids;
    }

    /** Until the archive has so many records. */
    static void readAll(LiveJob job, Plan plan, int records) throws Exception {
        do {
            checkpoint(job);
        } while (rows(plan, "events").size() + rows(plan, "rejects").size() < records);
    }

    /** The lines of all cells that were published; none where there is no folder of them yet. */
    List<String> results() throws Exception {
        var results = folder.resolve("results");
        return Files.exists(results) ? CellTexts.lines(results) : List.of();
    }

    /** The events in all cells that were published. */
    long counted() throws Exception {
        return results().stream()
                .mapToLong(line -> Long.parseLong(line.replaceFirst(".*\"n\":(\\d+).*", "$1")))
                .sum();
    }
}
