package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.lateness.LatenessReport;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SourceSpec;
import org.tallystick.text.Durations;

/** What the archive says of other settings, and what live runs with them come to. */
class LatenessJobTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final int SEED = 5;

    /** One partition, as files are. */
    private static final List<OracleEvent> EVENTS = GeneratedPipeline.generate(4_000, SEED).get(0);

    @TempDir static Path folder;
    private static FlinkAsDeployed flink;
    private static SourceSpec source;
    private static Plan plan;
    private static LatenessReport report;

    @BeforeAll
    static void runLive() throws Exception {
        flink = new FlinkAsDeployed(folder, "hashmap");
        var lines = EVENTS.stream().map(each -> new String(GeneratedPipeline.json(each), UTF_8));
        var input = Files.write(folder.resolve("events.jsonl"), lines.toList());
        source = new SourceSpec.Files(input.toString(), Optional.empty(), "json", Map.of());
        plan = Plan.of(GeneratedPipeline.of("generated", source, folder, List.of()));
        stream(plan);
        report = lateness(ReprocessRange.ALL);
    }

    private static void stream(Plan plan) throws Exception {
        var env = flink.streaming(2);
        StreamJob.define(env, plan, LiveOptions.of(true));
        env.execute();
    }

    private static LatenessReport lateness(ReprocessRange range) throws Exception {
        return LatenessJob.run(plan, range, flink.reprocessing());
    }

    @ParameterizedTest(name = "out-of-orderness {0}, allowed lateness {1}")
    @CsvSource({
        "5 min, 10 min",
        "0 s, 0 s",
        "0 s, 5 min",
        "30 min, 0 s",
        "1 h, 1 h",
    })
    void aLiveRunLeavesInItsLedgerWhatWasForetold(
            String outOfOrderness, String allowed, @TempDir Path own) throws Exception {
        var events = events(Durations.parse(outOfOrderness), Durations.parse(allowed));
        var other = Plan.of(with(events, own));
        stream(other);

        var allowance = events.outOfOrderness().plus(events.allowedLateness()).toMillis();
        var ledger = ledger(other);
        assertThat(foretold(report.place(allowance))).isEqualTo(ledger);
        assertThat(ledger).isNotEmpty();
    }

    /** The events that the ledger has for each kind of window. */
    private static Map<String, Long> ledger(Plan plan) {
        var late = new HashMap<String, Long>();
        ArchiveRows.of(plan.pipeline().archive().orElseThrow(), plan.layout(), "ledger")
                .forEach(
                        row -> {
                            assertThat(row.getField("reason")).isEqualTo("late");
                            late.merge(
                                    row.getField("window").toString(),
                                    (long) row.getField("events"),
                                    Long::sum);
                        });
        return late;
    }

    private static Map<String, Long> foretold(int setting) {
        var late = new HashMap<String, Long>();
        for (var kind : report.kinds()) {
            late.put(kind.window(), kind.events().bySetting().get(setting));
        }
        late.values().removeIf(events -> events == 0);
        return late;
    }

    private static Events events(Duration outOfOrderness, Duration allowed) {
        var events = plan.pipeline().events();
        return new Events(
                events.schema(),
                events.time(),
                events.timeForm(),
                events.id(),
                outOfOrderness,
                events.idleTimeout(),
                events.idleAdvance(),
                allowed,
                events.deduplicate(),
                events.maxAhead(),
                events.maxBytes());
    }

    private static Pipeline with(Events events, Path folder) {
        return new Pipeline(
                "other",
                events,
                source,
                Optional.of(FlightPipeline.archive(folder)),
                plan.pipeline().metrics(),
                List.of());
    }

    @Test
    void everyEventIsCountedOnceAndSoIsItsPartition() {
        assertThat(report.late().of()).isEqualTo(EVENTS.size());
        assertThat(report.behind().of()).isEqualTo(EVENTS.size());
        assertThat(report.partitions()).hasSize(1);
        var partition = report.partitions().get(0);
        assertThat(partition.events()).isEqualTo(EVENTS.size());
        assertThat(partition.newest())
                .isEqualTo(EVENTS.stream().mapToLong(OracleEvent::time).max().orElseThrow());
        assertThat(report.arrivals().orElseThrow().isCatchUp()).isTrue();
    }

    @Test
    void aRangeIsOfEventTime() throws Exception {
        var from = Instant.parse("2001-01-01T06:00:00Z");
        var to = Instant.parse("2001-01-01T08:00:00Z");
        var part = lateness(ReprocessRange.of(Optional.of(from), Optional.of(to)));

        assertThat(part.late().of())
                .isPositive()
                .isEqualTo(
                        EVENTS.stream()
                                .map(event -> Instant.ofEpochMilli(event.time()))
                                .filter(time -> !time.isBefore(from) && time.isBefore(to))
                                .count());
        assertThat(part.settings()).isEqualTo(report.settings());
    }

    @Test
    void anEmptyRangeHasNoEvents() throws Exception {
        var none =
                lateness(
                        ReprocessRange.of(
                                Optional.of(Instant.parse("1999-01-01T00:00:00Z")),
                                Optional.of(Instant.parse("1999-01-02T00:00:00Z"))));

        assertThat(none.late().of()).isZero();
        assertThat(none.arrivals()).isEmpty();
        assertThat(none.partitions()).isEmpty();
    }
}
