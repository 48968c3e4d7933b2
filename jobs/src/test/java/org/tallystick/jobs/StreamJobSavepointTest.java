package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.CellTexts.differences;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.event.TimeForm;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.Measure;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.OracleWindow;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

/**
 * The whole job goes on from a savepoint that an earlier version took, and from one state backend
 * to the other.
 *
 * <p>Once a version is released its folder under {@code savepoints} is never changed: one that
 * writes state in another form adds its own, and restores all. Until then {@link #main} writes the
 * folder anew. The events are made here, of nothing but arithmetic, so that no change to other
 * tests makes the folders useless.
 */
@Timeout(300)
class StreamJobSavepointTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final Path SAVEPOINTS = Path.of("src/test/resources/savepoints");
    private static final int VERSION = 1;

    /** A sink's state is found by its folder, so this is the same wherever the tests run. */
    private static final Path FOLDER = Path.of("target/stream-job-savepoint");

    private static final Path RESULTS = FOLDER.resolve("results");
    private static final int PARTS = 3;
    private static final int PART = 40;
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long SLIDE = 10 * MINUTE;
    private static final long OUT_OF_ORDERNESS = 5 * MINUTE;
    private static final long ALLOWED_LATENESS = 60 * MINUTE;
    private static final Lateness LATENESS = Lateness.of(OUT_OF_ORDERNESS, ALLOWED_LATENESS);
    private static final JudgedMetric METRIC =
            new JudgedMetric(
                    "all",
                    Optional.empty(),
                    "k",
                    List.of(
                            new OracleWindow.Sliding(
                                    "sliding 30 min every 10 min", 30 * MINUTE, SLIDE, 0),
                            new OracleWindow.Cumulative(
                                    "cumulative 2 h every 30 min", 120 * MINUTE, 30 * MINUTE, 0),
                            new OracleWindow.Session("session 25 min", 25 * MINUTE)),
                    List.of(
                            new JudgedMetric.Aggregate("sum", "n", Measure.SUM_LONG),
                            new JudgedMetric.Aggregate("avg", "d", Measure.AVG_DOUBLE),
                            new JudgedMetric.Aggregate("max", "s", Measure.MAX_TEXT),
                            new JudgedMetric.Aggregate("first", "n", Measure.FIRST_LONG),
                            new JudgedMetric.Aggregate("variance", "n", Measure.VARIANCE_LONG),
                            new JudgedMetric.Aggregate(
                                    "count_distinct", "s", Measure.DISTINCT_TEXT)));

    private final List<OracleEvent> events = events();

    /** Takes a savepoint of this version after the first part; run it in the module's folder. */
    public static void main(String[] unused) throws Exception {
        var test = new StreamJobSavepointTest();
        test.startEmpty();
        var anyPort = new Configuration().set(RestOptions.BIND_PORT, "0");
        var one = new MiniClusterConfiguration.Builder().setConfiguration(anyPort).build();
        try (var cluster = new MiniCluster(one)) {
            cluster.start();
            TestStreamEnvironment.setAsContext(cluster, 1);
            test.save(cluster);
        }
    }

    private void save(MiniCluster cluster) throws Exception {
        var job = run(cluster, flink("hashmap").streaming(1), 0);
        // The sink forgets its files, whose paths are those of this machine.
        job.checkpoint();
        job.checkpoint();
        // State has its savepoint's path as a name: one that says nothing of this machine.
        var savepoint = job.stop(Files.createTempDirectory("savepoint"));
        FileUtils.deleteDirectory(saved(VERSION).toFile());
        FileUtils.copy(
                new org.apache.flink.core.fs.Path(savepoint),
                new org.apache.flink.core.fs.Path(saved(VERSION).toUri()),
                false);
    }

    private static Path saved(int version) {
        return SAVEPOINTS.resolve("stream-job-" + version);
    }

    @BeforeEach
    void startEmpty() throws IOException {
        FileUtils.deleteDirectory(FOLDER.toFile());
        Files.createDirectories(FOLDER.resolve("in"));
    }

    @ParameterizedTest(name = "version {0}, {1}")
    @CsvSource({"1, hashmap", "1, rocksdb"})
    void aSavepointOfEveryVersionGoesOnToTheRightCells(
            int version, String backend, @InjectMiniCluster MiniCluster cluster) throws Exception {
        run(cluster, flink("hashmap").streaming(1), 0).stop(FOLDER);

        var savepoint = saved(version).toUri().toString();
        arrive(1);
        run(cluster, flink(backend).resumed(2, savepoint), 2).drain(FOLDER);

        assertCells();
    }

    @Test
    void aCanonicalSavepointGoesOnInTheOtherStateBackendAndBack(
            @InjectMiniCluster MiniCluster cluster) throws Exception {
        var ofHeap = run(cluster, flink("hashmap").streaming(2), 0).stop(FOLDER);
        var ofRocks = run(cluster, flink("rocksdb").resumed(1, ofHeap), 1).stop(FOLDER);
        run(cluster, flink("hashmap").resumed(2, ofRocks), 2).drain(FOLDER);

        assertCells();
    }

    @Test
    void aCheckpointWithoutMetadataIsRefusedBeforeTheStart() throws Exception {
        var broken = Files.createDirectories(FOLDER.resolve("checkpoints/chk-3")).toUri();
        var env = flink("hashmap").resumed(1, broken.toString());

        assertThatThrownBy(() -> StreamJob.define(env, Plan.of(pipeline()), LiveOptions.of(false)))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageStartingWith(broken + " has no _metadata: ");
    }

    private static FlinkAsDeployed flink(String backend) {
        return new FlinkAsDeployed(FOLDER.toAbsolutePath(), backend);
    }

    /** Reads to the end of a part. */
    private LiveJob run(MiniCluster cluster, StreamExecutionEnvironment env, int part)
            throws Exception {
        arrive(part);
        var job = LiveJob.start(cluster, env, Plan.of(pipeline()));
        awaitFired(job, part);
        return job;
    }

    /** The last event of a part closes windows that the one before it has left open. */
    private void awaitFired(LiveJob job, int part) throws Exception {
        long clock = events.get((part + 1) * PART - 1).time();
        long end = Math.floorDiv(clock - OUT_OF_ORDERNESS, SLIDE) * SLIDE;
        var last = "\"window_end\":\"" + Instant.ofEpochMilli(end) + '"';
        do {
            job.checkpoint();
        } while (!Files.exists(RESULTS)
                || CellTexts.lines(RESULTS).stream().noneMatch(line -> line.contains(last)));
    }

    private void assertCells() {
        var metrics = List.of(METRIC);
        var cells = METRIC.cells(GeneratedPipeline.identified(List.of(events)), LATENESS);
        assertThat(differences(cells, CellTexts.standing(RESULTS, metrics))).isEmpty();
        var versions = CellTexts.versions(RESULTS, metrics);
        assertThat(versions)
                .extracting(version -> version.cell() + " " + version.version())
                .doesNotHaveDuplicates();
        assertThat(versions.stream().filter(each -> each.version().retracted())).isNotEmpty();
    }

    private static Pipeline pipeline() {
        return new Pipeline(
                "saved",
                new Events(
                        GeneratedPipeline.SCHEMA,
                        "t",
                        TimeForm.STANDARD,
                        List.of("id"),
                        Duration.ofMillis(OUT_OF_ORDERNESS),
                        Duration.ofHours(1),
                        Optional.empty(),
                        Duration.ofMillis(ALLOWED_LATENESS),
                        Optional.of(Duration.ofDays(7)),
                        Duration.ofDays(1),
                        1 << 20),
                new SourceSpec.Files(
                        FOLDER.resolve("in").toString(),
                        Optional.of(Duration.ofMillis(100)),
                        "json",
                        Map.of()),
                Optional.empty(),
                List.of(METRIC.metric()),
                List.of(new SinkSpec.Files(RESULTS.toString())));
    }

    /** A part arrives as one file, complete; before it, the first part once more: repeats. */
    private void arrive(int part) throws IOException {
        var lines = new StringBuilder();
        if (part > 0) {
            events.subList(0, PART).forEach(event -> append(event, lines));
        }
        events.subList(part * PART, (part + 1) * PART).forEach(event -> append(event, lines));
        var name = part + ".jsonl";
        var written = Files.writeString(FOLDER.resolve(name), lines);
        Files.move(written, FOLDER.resolve("in").resolve(name));
    }

    private static void append(OracleEvent event, StringBuilder lines) {
        lines.append(new String(GeneratedPipeline.json(event), StandardCharsets.UTF_8))
                .append('\n');
    }

    private static List<OracleEvent> events() {
        var events = new ArrayList<OracleEvent>();
        var clock = OptionalLong.empty();
        for (int i = 0; i < PARTS * PART; i++) {
            long time = (60 + 13L * i - delay(i)) * MINUTE;
            events.add(
                    new OracleEvent(
                            0,
                            i,
                            time,
                            clock,
                            "key-" + i % 2,
                            i % 11 == 0 ? null : (Long) (100L - i),
                            i * 0.1,
                            "text-" + i % 3,
                            i));
            clock = OptionalLong.of(Math.max(time, clock.orElse(time)));
        }
        return events;
    }

    /**
     * Every seventh is late: by so much that windows are revised, and some are gone. The second of
     * a part joins sessions that are published when the part comes, and so takes them back.
     */
    private static int delay(int i) {
        if (i % PART == 1) {
            return 60;
        }
        return i % 7 == 3 ? 25 * (i % 5) : 0;
    }
}
