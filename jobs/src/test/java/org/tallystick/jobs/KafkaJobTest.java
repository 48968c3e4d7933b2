package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.CellTexts.differences;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.local.demo.EmbeddedKafka;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.oracle.EventGenerator;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

/**
 * What a topic comes to depends on what is in its partitions: not on how many read it, how fast, in
 * which order, and what happened to them meanwhile.
 */
@Timeout(300)
class KafkaJobTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final int EVENTS = 3_000;

    @TempDir static Path shared;
    private static EmbeddedKafka kafka;

    @TempDir Path folder;
    private List<List<OracleEvent>> partitions;
    private Topic input;
    private Topic output;
    private Plan plan;

    @BeforeAll
    static void startKafka() throws Exception {
        kafka = EmbeddedKafka.start(shared.resolve("kafka"));
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @ParameterizedTest(name = "seed {0}, parallelism {1}, {2} records a poll")
    @CsvSource({"1, 1, 500", "1, 2, 3", "1, 3, 50"})
    void aCatchUpPublishesWhatTheOracleSays(long seed, int parallelism, int records)
            throws Exception {
        prepare("catch-up-" + seed + "-" + parallelism, seed, records);
        append(0, 1);

        var env = new FlinkAsDeployed(folder, "hashmap").streaming(parallelism);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();

        everythingIsAsTheOracleSays();
    }

    @ParameterizedTest(name = "seed {0}, parallelism {1}, {2}")
    @CsvSource("3, 3, rocksdb")
    void crashesChangeNothing(
            long seed, int parallelism, String backend, @InjectMiniCluster MiniCluster cluster)
            throws Exception {
        prepare("crash-" + seed, seed, 20);
        var job =
                LiveJob.start(
                        cluster, new FlinkAsDeployed(folder, backend).streaming(parallelism), plan);

        append(0, 0.3);
        job.readTo(input, group(), offsets(0.3));
        append(0.3, 0.5);
        job.checkpoint();
        append(0.5, 0.6);
        job.crash();
        append(0.6, 0.8);
        job.readTo(input, group(), offsets(0.8));
        job.crash();
        append(0.8, 1);
        job.readTo(input, group(), offsets(1));
        job.drain(folder);

        everythingIsAsTheOracleSays();
    }

    @Tag("soak")
    @ParameterizedTest(name = "seed {0}, {1}")
    @CsvSource("4, hashmap")
    void rescalingChangesNothing(long seed, String backend, @InjectMiniCluster MiniCluster cluster)
            throws Exception {
        prepare("rescale-" + seed, seed, 100);
        var flink = new FlinkAsDeployed(folder, backend);

        append(0, 0.3);
        var savepoint = stopBehind(0.3, 0.4, cluster, flink.streaming(1));
        append(0.4, 0.6);
        savepoint = stopBehind(0.6, 0.7, cluster, flink.resumed(3, savepoint));
        append(0.7, 1);
        readTo(1, cluster, flink.resumed(2, savepoint)).drain(folder);

        everythingIsAsTheOracleSays();
    }

    /** Its savepoint knows no end of any partition. */
    @Tag("soak")
    @Test
    void aBoundedRunEndsAlsoAfterAnUnboundedOne(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        prepare("ending", 5, 100);
        var flink = new FlinkAsDeployed(folder, "hashmap");
        append(0, 0.4);
        var savepoint = readTo(0.4, cluster, flink.streaming(2)).stop(folder);
        append(0.4, 1);

        var env = flink.resumed(3, savepoint);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();

        everythingIsAsTheOracleSays();
    }

    /** The windows see again what came since; the archive does not take it twice. */
    @Tag("soak")
    @Test
    void anOlderSavepointArchivesNothingTwice(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        prepare("older", 6, 100);
        var flink = new FlinkAsDeployed(folder, "hashmap");
        append(0, 0.3);
        var old = readTo(0.3, cluster, flink.streaming(2)).stop(folder);
        append(0.3, 0.6);
        readTo(0.6, cluster, flink.resumed(2, old)).stop(folder);
        append(0.6, 1);

        readTo(1, cluster, flink.resumed(1, old)).drain(folder);

        archiveHoldsEveryEventOnce();
        var late = GeneratedPipeline.late(partitions);
        assertThat(differences(late, Ledger.late(rows("ledger")))).isEmpty();
        var versions = CellTexts.versions(folder.resolve("results"), metrics());
        assertThat(differences(GeneratedPipeline.cells(partitions), CellTexts.standing(versions)))
                .isEmpty();
    }

    /** Retention was faster than a job that was stopped. */
    @Test
    void recordsThatWereRemovedEndTheRunOrStandInTheArchiveAsLost(
            @InjectMiniCluster MiniCluster cluster) throws Exception {
        prepare("gap", 8, 100);
        var flink = new FlinkAsDeployed(folder, "hashmap");
        append(0, 0.3);
        var savepoint = readTo(0.3, cluster, flink.streaming(2)).stop(folder);
        append(0.3, 0.6);
        input.remove(offsets(0.5));
        append(0.6, 1);

        var env = flink.resumed(2, savepoint);
        StreamJob.define(env, plan, LiveOptions.of(true));
        assertThatThrownBy(env::execute)
                .rootCause()
                .hasMessageMatching(
                        "kafka source: offsets \\d+ to \\d+ of gap-\\d are no longer there, .*"
                                + "'on-gap: continue'.*");

        plan = goingOnAtGaps();
        env = flink.resumed(3, savepoint);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();

        var from = offsets(0.3);
        var to = offsets(0.5);
        assertThat(rows("rejects"))
                .extracting(row -> row.getField("partition") + ": " + row.getField("reason"))
                .containsExactlyInAnyOrderElementsOf(
                        from.keySet().stream()
                                .map(
                                        p ->
                                                "%d: offsets %d to %d of gap-%d were removed before they were read"
                                                        .formatted(
                                                                p, from.get(p), to.get(p) - 1, p))
                                .toList());
        assertThat(rows("rejects")).extracting(row -> row.getField("kind")).containsOnly("lost");
        assertThat(rows("events"))
                .extracting(row -> row.getField("_partition") + " " + row.getField("_offset"))
                .containsExactlyInAnyOrderElementsOf(
                        EventGenerator.flat(partitions).stream()
                                .filter(
                                        event ->
                                                event.offset() < from.get(event.partition())
                                                        || event.offset()
                                                                >= to.get(event.partition()))
                                .map(event -> event.partition() + " " + event.offset())
                                .toList());
    }

    /** It would also start at the end of what there is, but a savepoint knows better. */
    private Plan goingOnAtGaps() {
        var all = plan.pipeline();
        var source = (SourceSpec.Kafka) all.source();
        return Plan.of(
                new Pipeline(
                        all.name(),
                        all.events(),
                        new SourceSpec.Kafka(
                                source.topics(),
                                source.pattern(),
                                new SourceSpec.Start.Latest(),
                                SourceSpec.OnGap.CONTINUE,
                                SourceSpec.Carried.VALUE_ALONE,
                                source.format(),
                                source.formatOptions(),
                                source.properties()),
                        all.archive(),
                        all.metrics(),
                        all.sinks()));
    }

    @Test
    void aRunThatWouldReadAgainIsRefusedOrReadsWhatIsNew() throws Exception {
        prepare("again", 7, 100);
        var flink = new FlinkAsDeployed(folder, "hashmap");
        append(0, 0.5);
        var env = flink.streaming(2);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
        append(0.5, 1);

        assertThatThrownBy(() -> StreamJob.define(flink.streaming(2), plan, LiveOptions.of(true)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageMatching(
                        "kafka source: the archive holds again-\\d up to offset \\d+, and this run would"
                                + " read it again from 0: go on with --resume latest, read only what"
                                + " is new with --again skip, or begin another archive with"
                                + " --new-history NAMESPACE");

        var other = Topic.make(kafka, "again-other", 1);
        var elsewhere = GeneratedPipeline.kafka(other.name(), other.servers());
        var moved = GeneratedPipeline.of("again", elsewhere, folder, plan.pipeline().sinks());
        StreamJob.define(flink.streaming(2), Plan.of(moved), LiveOptions.of(true));

        var told = new ArrayList<String>();
        env = flink.streaming(3);
        StreamJob.define(env, plan, new LiveOptions(true, true, false, told::add));
        env.execute();

        assertThat(told).anyMatch(line -> line.matches("again-0 is read from offset \\d+ on: .*"));
        archiveHoldsEveryEventOnce();
        ReprocessJob.run(plan, ReprocessRange.ALL, Mode.CORRECT, flink.reprocessing());
        var audit =
                ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing())
                        .total();
        assertThat(audit.differences()).isZero();
        assertThat(audit.matched()).isEqualTo(GeneratedPipeline.complete(partitions).size());
    }

    /** Stops a job while it reads on; the consumer group then stands where the archive ends. */
    private String stopBehind(
            double read, double more, MiniCluster cluster, StreamExecutionEnvironment env)
            throws Exception {
        var job = readTo(read, cluster, env);
        append(read, more);
        var savepoint = job.stop(folder);
        var ends = new TreeMap<Integer, Long>();
        rows("progress").stream()
                .filter(row -> row.getField("next") != null)
                .forEach(
                        row ->
                                ends.merge(
                                        (int) row.getField("partition"),
                                        (long) row.getField("next"),
                                        Math::max));
        assertThat(ends).hasSize(partitions.size());
        assertThat(input.committed(group())).isEqualTo(ends);
        return savepoint;
    }

    /** Starts a job, which has read a part of every partition then. */
    private LiveJob readTo(double fraction, MiniCluster cluster, StreamExecutionEnvironment env)
            throws Exception {
        var job = LiveJob.start(cluster, env, plan);
        job.readTo(input, group(), offsets(fraction));
        return job;
    }

    private void prepare(String name, long seed, int recordsEachPoll) {
        partitions = GeneratedPipeline.generate(EVENTS, seed);
        input = Topic.make(kafka, name, GeneratedPipeline.PARTITIONS);
        output = Topic.make(kafka, name + "-cells", 1);
        var properties = new HashMap<>(input.servers());
        properties.put("max.poll.records", Integer.toString(recordsEachPoll));
        List<SinkSpec> sinks =
                List.of(
                        new SinkSpec.Files(folder.resolve("results").toString()),
                        new SinkSpec.Kafka(output.name(), true, output.servers()));
        var source = GeneratedPipeline.kafka(name, properties);
        plan = Plan.of(GeneratedPipeline.of(name, source, folder, sinks));
    }

    private String group() {
        return "tallystick-" + plan.pipeline().name();
    }

    /** Appends a part of every partition, from one fraction of it to another. */
    private void append(double from, double to) throws Exception {
        var start = offsets(from);
        var end = offsets(to);
        var values = new TreeMap<Integer, List<byte[]>>();
        for (int p = 0; p < partitions.size(); p++) {
            var part = partitions.get(p).subList(start.get(p).intValue(), end.get(p).intValue());
            values.put(p, part.stream().map(GeneratedPipeline::json).toList());
        }
        input.append(values);
    }

    private Map<Integer, Long> offsets(double fraction) {
        var offsets = new TreeMap<Integer, Long>();
        IntStream.range(0, partitions.size())
                .forEach(p -> offsets.put(p, Math.round(fraction * partitions.get(p).size())));
        return offsets;
    }

    private void everythingIsAsTheOracleSays() {
        var cells = GeneratedPipeline.cells(partitions);
        var late = GeneratedPipeline.late(partitions);
        assertThat(late).isNotEmpty();

        assertThat(rows("rejects")).isEmpty();
        archiveHoldsEveryEventOnce();
        assertThat(differences(late, Ledger.late(rows("ledger")))).isEmpty();
        var versions = CellTexts.versions(folder.resolve("results"), metrics());
        assertThat(differences(cells, CellTexts.standing(versions))).isEmpty();
        assertThat(versions)
                .extracting(version -> version.cell() + " " + version.version())
                .doesNotHaveDuplicates();
        assertThat(rows("results")).hasSameSizeAs(versions);
        assertThat(differences(cells, standingInTheTopic(versions.size()))).isEmpty();
    }

    private void archiveHoldsEveryEventOnce() {
        assertThat(rows("events"))
                .extracting(row -> row.getField("_partition") + " " + row.getField("_offset"))
                .containsExactlyInAnyOrderElementsOf(
                        EventGenerator.flat(partitions).stream()
                                .map(event -> event.partition() + " " + event.offset())
                                .toList());
    }

    /** The values that no tombstone follows; each version once. */
    private Map<String, String> standingInTheTopic(int versions) {
        var records = output.committed();
        assertThat(records).hasSize(versions);
        var standing = new LinkedHashMap<String, String>();
        for (var record : records) {
            if (record.value() == null) {
                standing.remove(record.key());
            } else {
                standing.put(record.key(), record.value());
            }
        }
        return CellTexts.standing(
                standing.values().stream()
                        .map(line -> CellTexts.version(line, metrics()))
                        .toList());
    }

    private static List<JudgedMetric> metrics() {
        return List.of(GeneratedPipeline.METRIC);
    }

    private List<Record> rows(String table) {
        return ArchiveRows.of(plan.pipeline().archive().orElseThrow(), plan.layout(), table);
    }
}
