package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;

/** What every queue promises, whoever its broker is. */
@Timeout(300)
abstract class QueueJobKit {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final int EVENTS = 100_000;
    private static final int HALF = EVENTS / 2;

    private static final Instant TEN = Instant.parse("2024-03-05T10:00:00Z");

    @TempDir Path folder;
    private QueueServer server;
    private FlinkAsDeployed flink;

    /** A broker that keeps what it has in a folder, with an empty queue. */
    abstract QueueServer start(Path folder) throws Exception;

    @BeforeEach
    void startServer() throws Exception {
        server = start(folder);
        flink = new FlinkAsDeployed(folder, "hashmap");
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    private Plan plan() throws Exception {
        return plan("id: [id]", server.source());
    }

    @Test
    void everyEventCountsOnceWhateverFails(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var plan = plan();
        var job = LiveJob.start(cluster, flink.streaming(3), plan);
        server.send(events(0, HALF));
        server.send(bad(0, 5));
        checkpoint(job);
        job.crash();
        checkpoint(job);
        server.restart();
        server.send(events(HALF, EVENTS));
        server.send(bad(5, 10));
        readAll(job, plan, EVENTS + 10);
        job.drain(folder);

        everythingIsThereOnce(plan);
    }

    @Test
    void aBoundedRunTakesWhatThereIsAndTheNextGoesOnBehindIt() throws Exception {
        var plan = plan();
        server.send(events(0, 1_000));
        run(plan, LiveOptions.of(true));
        assertThat(ids(plan)).hasSize(1_000);
        assertThat(server.left()).isZero();

        server.send(events(1_000, 1_500));
        assertThatThrownBy(() -> run(plan, LiveOptions.of(true)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining("the archive holds 1,000 messages of events")
                .hasMessageContaining("--resume latest");
        run(plan, new LiveOptions(true, true, false, line -> {}));

        assertThat(ids(plan)).hasSize(1_500).doesNotHaveDuplicates();
        assertThat(rows(plan, "events"))
                .extracting(row -> row.getField("_partition") + " " + row.getField("_offset"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aSavepointGoesOnWithMoreOrFewerConsumers(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var plan = plan();
        var job = LiveJob.start(cluster, flink.streaming(1), plan);
        server.send(events(0, 2_000));
        readAll(job, plan, 2_000);
        var savepoint = job.stop(folder);

        var more = flink.resumed(3, savepoint);
        job = LiveJob.start(cluster, more, plan);
        server.send(events(2_000, 4_000));
        readAll(job, plan, 4_000);
        savepoint = job.stop(folder);

        var fewer = flink.resumed(2, savepoint);
        job = LiveJob.start(cluster, fewer, plan);
        server.send(events(4_000, 6_000));
        readAll(job, plan, 6_000);
        job.drain(folder);

        assertThat(ids(plan)).hasSize(6_000).doesNotHaveDuplicates();
        assertThat(rows(plan, "events"))
                .extracting(row -> row.getField("_partition") + " " + row.getField("_offset"))
                .doesNotHaveDuplicates();
    }

    /** All events and ten broken ones, each once; books and archive agree. */
    void everythingIsThereOnce(Plan plan) throws Exception {
        assertThat(ids(plan)).hasSize(EVENTS).doesNotHaveDuplicates();
        assertThat(rows(plan, "rejects")).hasSize(10);
        assertThat(count(CellTexts.lines(folder.resolve("results")))).isEqualTo(EVENTS);
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
        return IntStream.range(from, until).mapToObj(QueueJobKit::event).toList();
    }

    private static byte[] event(int id) {
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

    private static long count(List<String> cells) {
        return cells.stream()
                .mapToLong(line -> Long.parseLong(line.replaceFirst(".*\"n\":(\\d+).*", "$1")))
                .sum();
    }
}
