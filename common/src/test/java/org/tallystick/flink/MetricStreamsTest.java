package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.engine.Cell;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.engine.assemble.Published;
import org.tallystick.engine.assemble.Trial;
import org.tallystick.engine.assemble.TrialMetric;
import org.tallystick.oracle.CellId;
import org.tallystick.oracle.EventGenerator.Doubles;
import org.tallystick.oracle.Flights;
import org.tallystick.oracle.LateId;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.Oracle;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.Tally;

/** The whole topology on a small cluster: live and in batch, and what the oracle says. */
class MetricStreamsTest {
    private static final long ALLOWED = Duration.ofHours(1).toMillis();
    private static final int CHECKPOINTS = 8;
    private static final int FLIGHTS = 20_000;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    /** What the source reads; static as it runs in this very process. */
    private static List<RowData> rows = List.of();

    @ParameterizedTest(name = "parallelism {0}, {1}, object reuse {2}, a failure {3}")
    @CsvSource({
        "1, hashmap, true, false",
        "2, hashmap, false, true",
        "3, rocksdb, true, true",
    })
    void aLiveRunIsWhatTheOracleSays(int parallelism, String backend, boolean reuse, boolean fail)
            throws Exception {
        var trial = Trial.of(parallelism, 300, ALLOWED, Doubles.FINITE);
        var settings = settings(parallelism, RuntimeExecutionMode.STREAMING, reuse);
        settings.setString("state.backend.type", backend);
        var events = Streams.events(ALLOWED, Optional.empty());
        var published = run(trial, settings, RunSettings.live(events), fail);
        assertIsLive(published, trial);
    }

    @ParameterizedTest(name = "parallelism {0}, object reuse {1}")
    @CsvSource({"1, false", "2, true"})
    void aBatchRunIsWhatTheOracleSaysOfAllEvents(int parallelism, boolean reuse) throws Exception {
        var trial = Trial.of(3, 300, ALLOWED, Doubles.FINITE);
        var settings = settings(parallelism, RuntimeExecutionMode.BATCH, reuse);
        var published = run(trial, settings, RunSettings.complete(), false);
        assertIsComplete(published, trial);
    }

    /** The definition of live results, without their timing. */
    @ParameterizedTest(name = "seed {0}, parallelism {1}")
    @CsvSource({"3, 1", "4, 2", "5, 3", "6, 2"})
    void aBatchRunAsSeenIsWhatTheOracleSaysOfALiveRun(long seed, int parallelism) throws Exception {
        var trial = Trial.of(seed, 300, ALLOWED, Doubles.FINITE);
        var settings = settings(parallelism, RuntimeExecutionMode.BATCH, true);
        var asSeen = RunSettings.asSeen(Streams.events(ALLOWED, Optional.empty()));
        var published = run(trial, settings, asSeen, false);
        assertThat(published.cells()).hasSameSizeAs(published.standing().keySet());
        assertIsLive(published, trial);
    }

    @Test
    void theFlightsAreWhatTheOracleSaysLiveAndInBatch() throws Exception {
        var flights = Flights.read(flight -> flight).subList(0, FLIGHTS);
        var trial =
                new Trial(
                        List.of(flights),
                        Streams.OUT_OF_ORDERNESS,
                        ALLOWED,
                        false,
                        TrialMetric.ALL);
        var live = RunSettings.live(Streams.events(ALLOWED, Optional.empty()));
        assertIsLive(
                run(trial, settings(2, RuntimeExecutionMode.STREAMING, true), live, true), trial);
        var batch = settings(2, RuntimeExecutionMode.BATCH, true);
        assertIsComplete(run(trial, batch, RunSettings.complete(), false), trial);
    }

    private static void assertIsLive(Published published, Trial trial) {
        published.assertVersionsRise();
        var oracle = new Oracle(Streams.WINDOWS, Lateness.of(Streams.OUT_OF_ORDERNESS, ALLOWED));
        var verdict = oracle.judge(trial.events());
        assertThat(verdict.late()).isNotEmpty();
        assertThat(values(published)).isEqualTo(values(verdict));
        assertThat(late(published)).isEqualTo(verdict.lateTallies());
    }

    /** Each cell once, and nothing late. */
    private static void assertIsComplete(Published published, Trial trial) {
        assertThat(published.cells()).hasSameSizeAs(published.standing().keySet());
        var oracle = new Oracle(Streams.WINDOWS, Lateness.NOTHING_LATE);
        assertThat(values(published)).isEqualTo(values(oracle.judge(trial.events())));
        assertThat(published.ledger()).isEmpty();
    }

    @Test
    void uidsStayAsTheyAre() {
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        var events = Streams.events(ALLOWED, Optional.of(Duration.ofHours(1)));
        var source =
                env.fromData(List.<RowData>of(), InternalTypeInfo.of(Streams.LAYOUT.rowType()))
                        .uid("source");
        var intake = Intake.of(source, Streams.LAYOUT, events, AcceptedBefore.NOTHING);
        var streams =
                MetricStreams.of(
                        intake.accepted(), Streams.binding(events), RunSettings.live(events));
        streams.cells().print().uid("sink");
        assertThat(env.getStreamGraph().getStreamNodes())
                .extracting(StreamNode::getTransformationUID)
                .containsExactlyInAnyOrder(
                        "source", "intake", "deduplicate", "project", "slices", "windows", "sink");
    }

    private static Configuration settings(
            int parallelism, RuntimeExecutionMode mode, boolean reuse) {
        var settings = new Configuration();
        settings.setString("execution.runtime-mode", mode.name());
        settings.setString("parallelism.default", String.valueOf(parallelism));
        settings.setString("pipeline.object-reuse", String.valueOf(reuse));
        settings.setString("pipeline.generic-types", "false");
        settings.setString("pipeline.auto-generate-uids", "false");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.delay", "0 s");
        if (mode == RuntimeExecutionMode.STREAMING) {
            settings.setString("execution.checkpointing.interval", "50 ms");
        }
        return settings;
    }

    private static Published run(Trial trial, Configuration settings, RunSettings run, boolean fail)
            throws Exception {
        rows = Streams.rows(trial, 1);
        var env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        var events = Streams.events(ALLOWED, Optional.empty());
        boolean live = run.order() == WindowAssembler.InputOrder.ANY;
        var received = source(env, live, trial.partitions().size());
        FailOnce.arm(fail);
        var failing = received.map(new FailOnce(), received.getType()).uid("fail");
        var spread =
                failing.partitionCustom(
                        (partition, subtasks) -> partition % subtasks,
                        row -> row.getInt(Streams.LAYOUT.partition()));
        var intake = Intake.of(spread, Streams.LAYOUT, events, AcceptedBefore.NOTHING);
        var streams = MetricStreams.of(intake.accepted(), Streams.binding(events), run);
        var published = new Published();
        var cells = streams.cells().collectAsync();
        var ledger = streams.ledger().collectAsync();
        env.execute();
        assertThat(FailOnce.hasFailed()).isEqualTo(fail);
        cells.forEachRemaining(published::cell);
        ledger.forEachRemaining(published::ledger);
        return published;
    }

    /** In a live run some rows for each checkpoint, so that there are some. */
    private static DataStream<RowData> source(
            StreamExecutionEnvironment env, boolean live, int partitions) {
        var type = InternalTypeInfo.of(Streams.LAYOUT.rowType());
        var source =
                new DataGeneratorSource<RowData>(
                        index -> rows.get(index.intValue()),
                        rows.size(),
                        live
                                ? RateLimiterStrategy.perCheckpoint(rows.size() / CHECKPOINTS)
                                : RateLimiterStrategy.noOp(),
                        type);
        var watermarks =
                WatermarkStrategy.<RowData>forGenerator(any -> new Streams.Clocks(partitions));
        return env.fromSource(source, watermarks, "source", type).setParallelism(1).uid("source");
    }

    private static SortedMap<CellId, List<Object>> values(Published published) {
        var values = new TreeMap<CellId, List<Object>>();
        for (Cell cell : published.standing().values()) {
            var all = new ArrayList<>(cell.values());
            all.add(new Tally(cell.events(), cell.fingerprint()));
            values.put(
                    new CellId(
                            cell.window(), cell.start(), cell.end(), (String) cell.keys().get(0)),
                    all);
        }
        return values;
    }

    private static SortedMap<CellId, List<Object>> values(Oracle.Verdict verdict) {
        var values = new TreeMap<CellId, List<Object>>();
        verdict.cells().forEach((id, events) -> values.put(id, values(events)));
        return values;
    }

    private static List<Object> values(List<OracleEvent> events) {
        var all = new ArrayList<Object>();
        for (var measure : Streams.MEASURES) {
            all.add(measure.of(events));
        }
        all.add(Tally.of(events));
        return all;
    }

    private static Map<LateId, Tally> late(Published published) {
        var late = new TreeMap<LateId, Tally>();
        published
                .ledger(LedgerEntry.LATE)
                .forEach(
                        (id, tally) ->
                                late.put(new LateId(id.window(), id.start(), id.end()), tally));
        return late;
    }
}
