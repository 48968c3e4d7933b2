package org.tallystick.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.jobs.CellTexts.differences;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.CellTexts;
import org.tallystick.jobs.GeneratedPipeline;
import org.tallystick.jobs.JudgedMetric;
import org.tallystick.oracle.Measure;

/** One stream of events, read by three jobs, each from the savepoint of the one before. */
@Tag("cluster")
@Timeout(600)
class SavepointsTest {
    private static final int EVENTS = 6_000;

    private static final JudgedMetric.Aggregate COUNT =
            new JudgedMetric.Aggregate("count", "n", Measure.COUNT_LONG);
    private static final JudgedMetric.Aggregate SUM =
            new JudgedMetric.Aggregate("sum", "d", Measure.SUM_DOUBLE);
    private static final JudgedMetric.Aggregate LAST =
            new JudgedMetric.Aggregate("last", "n", Measure.LAST_LONG);
    private static final JudgedMetric KEPT = GeneratedPipeline.METRIC;
    private static final JudgedMetric REMOVED = metric("removed", COUNT);
    private static final JudgedMetric ADDED = metric("added", SUM);

    @TempDir static Path shared;
    private static Broker broker;
    private static FlinkCluster cluster;

    private Deployment events;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(shared.resolve("kafka"));
        cluster = FlinkCluster.start(shared.resolve("cluster"), "--slots", "3");
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
        broker.close();
    }

    @Test
    void anotherParallelismAndOtherMetricsChangeNothingElse() throws Exception {
        events = Deployment.of(shared.resolve("resumed"), "resumed", broker, EVENTS, 31);
        events.write(List.of(KEPT, REMOVED, metric("changed", COUNT, SUM)), List.of());

        var savepoint = run(2, Optional.empty(), 0, 0.3);
        savepoint = run(1, Optional.of(savepoint), 0.3, 0.6);
        long removed = versionsOf(REMOVED.name()).size();
        events.write(List.of(KEPT, ADDED, metric("changed", COUNT, LAST)), List.of());
        var last = submit(3, Optional.of(savepoint));
        events.send(0.6, 1);
        events.awaitRead(last, 1);
        cluster.flink("stop", "--drain", last.id()).requireFine();
        last.awaitState("FINISHED");

        events.requireEveryEventOnce(1);
        assertThat(differences(events.cells(List.of(KEPT)), standing(KEPT, line -> true)))
                .isEmpty();
        assertThat(versionsOf(REMOVED.name())).hasSize((int) removed);
        allThatWasPublishedIsRight(ADDED, line -> true);
        allThatWasPublishedIsRight(metric("changed", COUNT), line -> true);
        allThatWasPublishedIsRight(metric("changed", LAST), SavepointsTest::hasLast);
        Report.line("parallelism 2, 1, 3; a metric added, one removed, one changed: all as told");
    }

    /** Reads a part and stops with a savepoint, whose path it returns. */
    private String run(int parallelism, Optional<String> savepoint, double from, double to)
            throws Exception {
        var job = submit(parallelism, savepoint);
        events.send(from, to);
        events.awaitRead(job, to);
        var printed = cluster.flink("stop", job.id()).requireFine().text();
        assertThat(printed).contains("Savepoint completed. Path: ");
        return printed.replaceFirst("(?s).*Savepoint completed. Path: (\\S+).*", "$1");
    }

    private RunningJob submit(int parallelism, Optional<String> savepoint) throws Exception {
        var options = List.of("-p", Integer.toString(parallelism));
        if (savepoint.isPresent()) {
            options = List.of("-p", Integer.toString(parallelism), "-s", savepoint.get());
        }
        var job = cluster.submit("StreamJob", options, "--pipeline", events.file().toString());
        job.awaitRunning();
        assertThat(job.parallelism()).isEqualTo(parallelism);
        return job;
    }

    /** What is new begins in the middle, so not all cells are there; those that are, are whole. */
    private void allThatWasPublishedIsRight(JudgedMetric metric, Predicate<String> which) {
        var expected = events.cells(List.of(metric));
        var published = standing(metric, which);

        assertThat(published).as(metric.toString()).hasSizeGreaterThan(100);
        expected.keySet().retainAll(published.keySet());
        assertThat(differences(expected, published)).isEmpty();
    }

    private Map<String, String> standing(JudgedMetric metric, Predicate<String> which) {
        return new TreeMap<>(
                CellTexts.standing(
                        versionsOf(metric.name()).stream()
                                .filter(which)
                                .map(line -> CellTexts.version(line, List.of(metric)))
                                .toList()));
    }

    private static boolean hasLast(String line) {
        return line.contains("\"" + LAST.name() + "\":")
                && !line.contains("\"" + LAST.name() + "\":null");
    }

    private List<String> versionsOf(String metric) {
        return CellTexts.lines(events.results()).stream()
                .filter(line -> line.contains("\"metric\":\"" + metric + "\""))
                .toList();
    }

    private static JudgedMetric metric(String name, JudgedMetric.Aggregate... aggregates) {
        return new JudgedMetric(name, Optional.empty(), "k", KEPT.windows(), List.of(aggregates));
    }
}
