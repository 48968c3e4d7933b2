package org.tallystick.jobs.source.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.CellTexts.differences;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.ActiveMq;
import org.tallystick.jobs.CellTexts;
import org.tallystick.jobs.FlinkAsDeployed;
import org.tallystick.jobs.GeneratedPipeline;
import org.tallystick.jobs.JudgedMetric;
import org.tallystick.jobs.Ledger;
import org.tallystick.jobs.LiveJob;
import org.tallystick.jobs.ReprocessJob;
import org.tallystick.jobs.StreamJob;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.kinesis.KinesisService;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.servers.Kinesalite;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

/**
 * What a stream comes to depends on what is in its shards, whatever happens to jobs, server and
 * shards meanwhile.
 */
@Tag("servers")
@Timeout(600)
class KinesisJobTest {
    /** Of two machines, since one alone has no network that would survive it. */
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(2)
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    private static final List<JudgedMetric> METRICS = List.of(GeneratedPipeline.METRIC);
    private static final int EVENTS = 3_000;
    private static final int MANY = 100_000;
    private static final int BAD = 10;

    private static Kinesalite kinesis;

    @TempDir Path folder;
    private String stream;
    private Plan plan;
    private FlinkAsDeployed flink;

    @BeforeAll
    static void start() throws Exception {
        kinesis = Kinesalite.start();
    }

    @AfterAll
    static void stop() throws Exception {
        if (kinesis != null) {
            kinesis.close();
        }
    }

    @AfterEach
    void removeStream() throws Exception {
        kinesis.clockAhead(Duration.ZERO);
        kinesis.delete(stream);
    }

    @Test
    void crashesOfJobAndServerChangeNothing(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var shards = GeneratedPipeline.generate(MANY, 3);
        prepare("crash", shards.size());
        var job = LiveJob.start(cluster, flink.streaming(3), plan);

        append(shards, 0, 0.3);
        readTo(job, size(shards, 0.3));
        appendBad(2);
        append(shards, 0.3, 0.5);
        job.crash();
        append(shards, 0.5, 0.6);
        kinesis.kill();
        job.checkpoint();
        kinesis.restart();
        append(shards, 0.6, 0.8);
        readTo(job, size(shards, 0.8) + BAD);
        job.crash();
        append(shards, 0.8, 1);
        readTo(job, size(shards, 1) + BAD);
        job.drain(folder);

        assertThat(rows("rejects")).hasSize(BAD);
        everythingIsAsTheOracleSays(shards, BAD);
    }

    @Test
    void childrenOfShardsGoOnWhereTheirParentsEnd(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        var all = GeneratedPipeline.generate(EVENTS, 4);
        prepare("reshard", 2);
        var shards = new ArrayList<List<OracleEvent>>();
        add(shards, 0, part(all.get(0), 0, 0.4));
        add(shards, 1, part(all.get(1), 0, 0.6));
        var job = LiveJob.start(cluster, flink.streaming(2), plan);
        job.checkpoint();

        kinesis.split(stream, 0);
        add(shards, 2, after(part(all.get(0), 0.4, 1), shards.get(0)));
        add(shards, 3, after(part(all.get(2), 0.4, 0.7), shards.get(0)));
        readTo(job, size(shards, 1));
        kinesis.merge(stream, 3, 1);
        add(shards, 4, after(part(all.get(3), 0.7, 0.9), shards.get(1), shards.get(3)));
        job.crash();
        readTo(job, size(shards, 1));
        var savepoint = job.stop(folder);

        kinesis.split(stream, 4);
        add(shards, 5, after(part(all.get(3), 0.9, 1), shards.get(4)));
        add(shards, 6, List.of());
        var env = flink.resumed(3, savepoint);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();

        everythingIsAsTheOracleSays(shards, 0);
    }

    @Test
    void aRunWithoutASavepointCountsAgainAndReadsWhatIsNew() throws Exception {
        var shards = GeneratedPipeline.generate(EVENTS, 5);
        prepare("again", shards.size());
        append(shards, 0, 0.5);
        runBounded(LiveOptions.of(true));
        append(shards, 0.5, 1);

        assertThatThrownBy(() -> StreamJob.define(flink.streaming(2), plan, LiveOptions.of(true)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageMatching(
                        "kinesis source: the archive holds again/shardId-000000000000 up to position"
                                + " \\d+, and this run would count its records again: .*");
        var told = new ArrayList<String>();
        runBounded(new LiveOptions(true, true, false, told::add));

        assertThat(told)
                .anyMatch(
                        line ->
                                line.startsWith(
                                        "again/shardId-000000000001 is read from position"));
        archiveHoldsEveryPositionOnce(shards, 0);
        assertThat(differences(GeneratedPipeline.late(shards), Ledger.late(rows("ledger"))))
                .isEmpty();

        kinesis.clockAhead(Duration.ofHours(25));
        kinesis.append(stream, 0, List.of(bad(0)));
        assertThatThrownBy(() -> runBounded(new LiveOptions(true, true, false, told::add)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining(
                        "Kinesis has removed the record from which its positions are");
        kinesis.delete(stream);
        kinesis.create(stream, 1);
        assertThatThrownBy(() -> runBounded(new LiveOptions(true, true, false, told::add)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining("was deleted and made anew");
    }

    @Test
    void anArchiveOfSomethingElseOfItsNameIsNotGoneOnWith() throws Exception {
        var shards = GeneratedPipeline.generate(50, 7);
        prepare("foreign", 1);
        var ofStream = plan;
        try (var queue = new ActiveMq(folder, stream)) {
            queue.send(jsons(shards.get(0)));
            plan = planOf(queue.source());
            runBounded(LiveOptions.of(true));
        }
        assertThat(rows("events")).isNotEmpty();

        plan = ofStream;
        assertThatThrownBy(() -> runBounded(new LiveOptions(true, true, false, line -> {})))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining("something else than a stream");
    }

    /** The same, but of another source, as a pipeline file has it. */
    private Plan planOf(List<String> source) throws Exception {
        Files.writeString(
                folder.resolve("e.avsc"),
                """
                {"type":"record","name":"E","fields":[{"name":"at","type":"string"}]}""");
        var file = folder.resolve("source.yaml");
        Files.writeString(
                file,
                """
                name: p
                events: {schema: e.avsc, time: at, out-of-orderness: 0 s}
                source:
                  %s
                  format: json
                metrics: [{name: m, windows: tumbling 1 h, aggregates: {n: count()}}]
                """
                        .formatted(String.join("\n  ", source)));
        var spec = Plan.read(file.toString(), List.of(), Map.of()).pipeline().source();
        return Plan.of(GeneratedPipeline.of(stream, spec, folder, plan.pipeline().sinks()));
    }

    @Test
    void recordsThatWereRemovedEndTheRunOrStandInTheArchiveAsLost(
            @InjectMiniCluster MiniCluster cluster) throws Exception {
        var shards = GeneratedPipeline.generate(EVENTS, 6);
        prepare("gap", shards.size());
        append(shards, 0, 0.3);
        var job = LiveJob.start(cluster, flink.streaming(2), plan);
        readTo(job, size(shards, 0.3));
        var savepoint = job.stop(folder);
        append(shards, 0.3, 0.5);
        kinesis.clockAhead(Duration.ofHours(25));
        append(shards, 0.5, 1);

        var env = flink.resumed(2, savepoint);
        StreamJob.define(env, plan, LiveOptions.of(true));
        assertThatThrownBy(env::execute)
                .rootCause()
                .hasMessageMatching("kinesis source: records of gap/.* may have been removed .*");
        plan = plan(SourceSpec.OnGap.CONTINUE);
        env = flink.resumed(3, savepoint);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();

        assertThat(rows("rejects")).extracting(row -> row.getField("kind")).containsOnly("lost");
        assertThat(rows("rejects")).hasSameSizeAs(shards);
        assertThat(rows("events")).hasSize(size(shards, 1) - size(shards, 0.5) + size(shards, 0.3));
    }

    private void runBounded(LiveOptions options) throws Exception {
        var env = flink.streaming(2);
        StreamJob.define(env, plan, options);
        env.execute();
    }

    private void prepare(String name, int shards) throws Exception {
        stream = name;
        flink = new FlinkAsDeployed(folder, "hashmap");
        kinesis.create(name, shards);
        plan = plan(SourceSpec.OnGap.STOP);
    }

    private Plan plan(SourceSpec.OnGap onGap) {
        var service = new KinesisService(Optional.of("us-east-1"), Optional.of(kinesis.endpoint()));
        var source =
                new KinesisStream(
                        stream,
                        service,
                        new SourceSpec.Start.Earliest(),
                        onGap,
                        Duration.ofMillis(5),
                        SourceSpec.Carried.VALUE_ALONE,
                        "json",
                        Map.of());
        List<SinkSpec> sinks = List.of(new SinkSpec.Files(folder.resolve("results").toString()));
        return Plan.of(GeneratedPipeline.of(stream, source, folder, sinks));
    }

    private void append(List<List<OracleEvent>> shards, double from, double to) {
        for (int shard = 0; shard < shards.size(); shard++) {
            kinesis.append(stream, shard, jsons(part(shards.get(shard), from, to)));
        }
    }

    private void add(List<List<OracleEvent>> shards, int shard, List<OracleEvent> events) {
        assertThat(shards).hasSize(shard);
        shards.add(events);
        kinesis.append(stream, shard, jsons(events));
    }

    private void appendBad(int shard) {
        kinesis.append(
                stream, shard, IntStream.range(0, BAD).mapToObj(KinesisJobTest::bad).toList());
    }

    private static byte[] bad(int i) {
        return ("{\"t\": " + i).getBytes(UTF_8);
    }

    private static List<byte[]> jsons(List<OracleEvent> events) {
        return events.stream().map(GeneratedPipeline::json).toList();
    }

    private static List<OracleEvent> part(List<OracleEvent> events, double from, double to) {
        return events.subList(
                (int) Math.round(from * events.size()), (int) Math.round(to * events.size()));
    }

    private static int size(List<List<OracleEvent>> shards, double part) {
        return shards.stream().mapToInt(each -> part(each, 0, part).size()).sum();
    }

    /** The same events with the clocks that they have behind others. */
    @SafeVarargs
    private static List<OracleEvent> after(List<OracleEvent> events, List<OracleEvent>... parents) {
        long clock = Long.MIN_VALUE;
        for (var parent : parents) {
            var last = parent.get(parent.size() - 1);
            clock = Math.max(clock, Math.max(last.clock().orElseThrow(), last.time()));
        }
        var moved = new ArrayList<OracleEvent>();
        for (var each : events) {
            moved.add(
                    new OracleEvent(
                            each.partition(),
                            each.offset(),
                            each.time(),
                            OptionalLong.of(clock),
                            each.key(),
                            each.longValue(),
                            each.doubleValue(),
                            each.text(),
                            each.identity()));
            clock = Math.max(clock, each.time());
        }
        return moved;
    }

    /** Checkpoints until the archive has so many records. */
    private void readTo(LiveJob job, long records) throws Exception {
        do {
            job.checkpoint();
        } while (rows("progress").stream().mapToLong(row -> (long) row.getField("received")).sum()
                < records);
    }

    private void everythingIsAsTheOracleSays(List<List<OracleEvent>> shards, int bad)
            throws Exception {
        archiveHoldsEveryPositionOnce(shards, bad);
        var late = GeneratedPipeline.late(shards);
        assertThat(late).isNotEmpty();
        assertThat(differences(late, Ledger.late(rows("ledger")))).isEmpty();
        var versions = CellTexts.versions(folder.resolve("results"), METRICS);
        assertThat(differences(GeneratedPipeline.cells(shards), CellTexts.standing(versions)))
                .isEmpty();
        assertThat(ReprocessJob.books(plan, ReprocessRange.ALL, flink.reprocessing()).balance())
                .isTrue();
    }

    private void archiveHoldsEveryPositionOnce(List<List<OracleEvent>> shards, int bad) {
        var positions = new ArrayList<String>();
        for (int shard = 0; shard < shards.size(); shard++) {
            int size = shards.get(shard).size() + (shard == 2 ? bad : 0);
            for (int position = 0; position < size; position++) {
                positions.add(shard + " " + position);
            }
        }
        var found = new ArrayList<String>();
        rows("events")
                .forEach(
                        row ->
                                found.add(
                                        row.getField("_partition")
                                                + " "
                                                + row.getField("_offset")));
        rows("rejects")
                .forEach(
                        row -> found.add(row.getField("partition") + " " + row.getField("offset")));
        assertThat(found.stream().sorted().toList())
                .isEqualTo(positions.stream().sorted().toList());
        archiveHoldsEventsInTheirOrder(shards);
    }

    private void archiveHoldsEventsInTheirOrder(List<List<OracleEvent>> shards) {
        var ids = new TreeMap<Integer, TreeMap<Long, Long>>();
        rows("events")
                .forEach(
                        row ->
                                ids.computeIfAbsent(
                                                (int) row.getField("_partition"),
                                                any -> new TreeMap<>())
                                        .put(
                                                (long) row.getField("_offset"),
                                                (long) row.getField("id")));
        ids.forEach(
                (shard, byPosition) ->
                        assertThat(List.copyOf(byPosition.values()))
                                .isEqualTo(
                                        shards.get(shard).stream()
                                                .map(OracleEvent::identity)
                                                .toList()));
    }

    private List<Record> rows(String table) {
        return ArchiveRows.of(plan.pipeline().archive().orElseThrow(), plan.layout(), table);
    }
}
