package org.tallystick.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.CellTexts.differences;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Findings;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.reprocess.Wanted;
import org.tallystick.jobs.reprocess.WindowVerdict;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.Measure;
import org.tallystick.oracle.OracleWindow;

/**
 * A pipeline gets a metric, or more of one, while it runs: what was there goes on to the bit, and
 * what is new is filled from the archive and joins the stream where it began.
 */
@Timeout(600)
class AddedMetricTest {
    private static final long MINUTE = 60_000;

    private static final OracleWindow HOUR =
            new OracleWindow.Tumbling("tumbling 1 h", 60 * MINUTE, 0);
    private static final OracleWindow SLIDING =
            new OracleWindow.Sliding("sliding 2 h every 30 min", 120 * MINUTE, 30 * MINUTE, 0);
    private static final OracleWindow SESSION =
            new OracleWindow.Session("session 25 min", 25 * MINUTE);
    private static final JudgedMetric.Aggregate SUM =
            new JudgedMetric.Aggregate("sum", "n", Measure.SUM_LONG);
    private static final JudgedMetric.Aggregate MEAN =
            new JudgedMetric.Aggregate("avg", "d", Measure.AVG_DOUBLE);

    private static final JudgedMetric OTHER = metric("other", List.of(HOUR, SESSION), SUM);

    @TempDir Path folder;
    private MiniCluster cluster;
    private Path results;
    private Arriving arriving;
    private long since;

    private static JudgedMetric metric(
            String name, List<OracleWindow> windows, JudgedMetric.Aggregate... aggregates) {
        return new JudgedMetric(name, Optional.empty(), "k", windows, List.of(aggregates));
    }

    @BeforeEach
    void startEmpty() throws Exception {
        var settings = new Configuration().set(RestOptions.BIND_PORT, "0");
        cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(settings)
                                .setNumSlotsPerTaskManager(3)
                                .build());
        cluster.start();
        TestStreamEnvironment.setAsContext(cluster, 3);
        results = folder.resolve("results");
        arriving = new Arriving(folder);
    }

    /** A cluster that has lost its machine is of no use to the next test. */
    @AfterEach
    void stop() throws Exception {
        TestStreamEnvironment.unsetAsContext();
        cluster.close();
    }

    /** With or without a checkpoint that says already what is owed. */
    @ParameterizedTest(name = "a crash after a checkpoint: {0}")
    @ValueSource(booleans = {true, false})
    void aMetricIsAdded(boolean checkpoint) throws Exception {
        var added = metric("added", List.of(HOUR, SLIDING, SESSION), SUM, MEAN);
        var plan = change(List.of(OTHER), List.of(OTHER, added), checkpoint);

        assertThat(differences(cells(Arriving.LATENESS, OTHER), standing(OTHER, added)))
                .allMatch(line -> line.startsWith("added"));
        assertThat(differences(published(added), only(added, standing(OTHER, added)))).isEmpty();
        var ledger = partial(plan);
        assertThat(ledger.stream().filter(row -> events(row) == 0))
                .extracting(row -> row.getField("metric") + " " + row.getField("window"))
                .containsExactlyInAnyOrder(
                        "added tumbling 1 h",
                        "added sliding 2 h every 30 min",
                        "added session 25 min");
        assertThat(ledger.stream().filter(row -> events(row) > 0))
                .extracting(row -> row.getField("window"))
                .contains("tumbling 1 h", "sliding 2 h every 30 min", "session 25 min");

        assertCompleteOnceCorrected(plan, OTHER, added);
    }

    @ParameterizedTest(name = "a crash after a checkpoint: {0}")
    @ValueSource(booleans = {true})
    void aWindowAndAnAggregateAreAdded(boolean checkpoint) throws Exception {
        var before = metric("changed", List.of(HOUR, SESSION), SUM);
        var after = metric("changed", List.of(HOUR, SLIDING, SESSION), SUM, MEAN);
        var plan = change(List.of(OTHER, before), List.of(OTHER, after), checkpoint);

        assertThat(differences(cells(Arriving.LATENESS, OTHER), standing(OTHER, after)))
                .allMatch(line -> line.startsWith("changed"));
        assertThat(partial(plan).stream().filter(row -> events(row) == 0))
                .extracting(row -> row.getField("metric") + " " + row.getField("window"))
                .containsExactlyInAnyOrder(
                        "changed tumbling 1 h",
                        "changed sliding 2 h every 30 min",
                        "changed session 25 min");

        assertCompleteOnceCorrected(plan, OTHER, after);
    }

    private Plan change(List<JudgedMetric> before, List<JudgedMetric> after, boolean checkpoint)
            throws Exception {
        var flink = new FlinkAsDeployed(folder, "hashmap");
        var plan = arriving.plan(before, results);
        var first = LiveJob.start(cluster, flink.streaming(1), plan);
        events(60, 580);
        arriving.event("key-0", 65);
        arriving.arrive();
        arriving.awaitArchived(first, plan);
        since = arriving.seenUntil();
        var savepoint = first.stop(folder);

        var changed = arriving.plan(after, results);
        var second = LiveJob.start(cluster, flink.resumed(2, savepoint), changed);
        if (checkpoint) {
            second.checkpoint();
        }
        second.crash();
        events(581, 800);
        arriving.event("key-1", 300);
        arriving.event("key-1", 570);
        arriving.arrive();
        arriving.awaitArchived(second, changed);
        events(801, 1100);
        arriving.event("key-1", 590);
        arriving.arrive();
        arriving.awaitArchived(second, changed);
        second.drain(folder);
        return changed;
    }

    private void events(long from, long to) {
        for (long minute = from; minute <= to; minute++) {
            if (minute % 7 == 0) {
                arriving.event("key-" + minute / 7 % 3, minute);
            }
        }
    }

    private SortedMap<String, String> cells(Lateness lateness, JudgedMetric... metrics) {
        return arriving.cells(lateness, List.of(metrics));
    }

    private SortedMap<String, String> standing(JudgedMetric... metrics) {
        return CellTexts.standing(results, List.of(metrics));
    }

    /** What must stand of a metric that starts: windows that it saw whole. */
    private SortedMap<String, String> published(JudgedMetric metric) {
        var cells = cells(Arriving.LATENESS, metric);
        cells.keySet().removeIf(cell -> start(cell) < firstStart(cell));
        assertThat(cells).isNotEmpty();
        return cells;
    }

    private long firstStart(String cell) {
        return cell.contains("| session") ? since + 25 * MINUTE : since;
    }

    private static long start(String cell) {
        return Instant.parse(cell.split(" \\| ", -1)[2]).toEpochMilli();
    }

    private static SortedMap<String, String> only(
            JudgedMetric metric, SortedMap<String, String> cells) {
        cells.keySet().removeIf(cell -> !cell.startsWith(metric.name() + " |"));
        return cells;
    }

    private static List<Record> partial(Plan plan) {
        var rows = new ArrayList<>(Arriving.rows(plan, "ledger"));
        rows.removeIf(row -> !row.getField("reason").equals("partial"));
        return rows;
    }

    private static long events(Record row) {
        return (long) row.getField("events");
    }

    private void assertCompleteOnceCorrected(Plan plan, JudgedMetric... metrics) throws Exception {
        var flink = new FlinkAsDeployed(folder, "hashmap").reprocessing();
        var audit = ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink);
        assertThat(audit.doubtful()).isEmpty();
        assertThat(audit.verdict()).isEqualTo(WindowVerdict.EXPLAINED);
        assertThat(stale(plan)).isPresent();
        assertThat(differences(cells(Lateness.NOTHING_LATE, metrics), standing(metrics))).isEmpty();
        assertThat(stale(plan)).isEmpty();
    }

    private Optional<Findings> stale(Plan plan) throws Exception {
        var flink = new FlinkAsDeployed(folder, "hashmap");
        return ReprocessJob.runStale(
                plan, Mode.CORRECT, Wanted.listing(100), line -> {}, flink.reprocessing());
    }
}
