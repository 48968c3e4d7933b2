package org.tallystick.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tallystick.jobs.CellTexts.differences;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

/** The same folder, streamed again and again: by mistake, and as it grows. */
class FilesAgainTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final List<OracleEvent> EVENTS = GeneratedPipeline.generate(3_000, 11).get(0);
    private static final int HALF = EVENTS.size() / 2;

    @TempDir Path folder;
    private FlinkAsDeployed flink;
    private Path input;
    private Plan plan;

    @BeforeEach
    void prepare() throws Exception {
        flink = new FlinkAsDeployed(folder, "hashmap");
        input = Files.createDirectory(folder.resolve("in"));
        plan = plan(Optional.empty());
        write("a.jsonl", EVENTS.subList(0, HALF));
        assertThat(stream(false)).isEmpty();
    }

    private Plan plan(Optional<Duration> deduplicate) {
        List<SinkSpec> sinks = List.of(new SinkSpec.Files(folder.resolve("results").toString()));
        var source = new SourceSpec.Files(input.toString(), Optional.empty(), "json", Map.of());
        return Plan.of(GeneratedPipeline.of("again", source, folder, sinks, deduplicate));
    }

    @Test
    void repeatsOfWhatAnEarlierRunAcceptedAreDropped() throws Exception {
        plan = plan(Optional.of(Duration.ofHours(12)));
        var clock = EVENTS.subList(0, HALF).stream().mapToLong(OracleEvent::time).max();
        long recent = clock.getAsLong() - Duration.ofHours(6).toMillis();
        var again = EVENTS.stream().limit(HALF).filter(each -> each.time() > recent).toList();
        var seen = EVENTS.stream().limit(HALF).map(OracleEvent::identity).collect(toSet());
        var fresh = EVENTS.stream().skip(HALF).filter(each -> seen.add(each.identity())).toList();
        write("b.jsonl", again);
        write("b.jsonl", fresh);
        stream(false);

        assertThat(again).hasSizeGreaterThan(100);
        assertThat(rows("ledger"))
                .filteredOn(row -> row.getField("reason").equals("duplicate"))
                .hasSameSizeAs(again);
        assertThat(rows("events")).hasSize(HALF + fresh.size());
        ReprocessJob.run(plan, ReprocessRange.ALL, Mode.CORRECT, flink.reprocessing());
        var audit = ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing());
        assertThat(audit.total().differences()).isZero();
    }

    /** The first run looked for none, and its events have some. */
    @Test
    void reprocessingPassesOverRepeatsThatAnEarlierRunTookIn() throws Exception {
        var events = EVENTS.subList(0, HALF);
        assertThat(events).extracting(OracleEvent::identity).hasSizeGreaterThan(distinct(events));
        plan = plan(Optional.of(Duration.ofDays(30)));

        ReprocessJob.run(plan, ReprocessRange.ALL, Mode.CORRECT, flink.reprocessing());

        var seen = new HashSet<Long>();
        var firsts = events.stream().filter(each -> seen.add(each.identity())).toList();
        assertThat(differences(GeneratedPipeline.complete(List.of(firsts)), standing())).isEmpty();
        var audit = ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing());
        assertThat(audit.total().differences()).isZero();
    }

    private static int distinct(List<OracleEvent> events) {
        return (int) events.stream().map(OracleEvent::identity).distinct().count();
    }

    @Test
    void aSecondRunReadsNothingAndASecondFileIsNew() throws Exception {
        var before = standing();
        var told = stream(false);
        assertThat(told)
                .first()
                .asString()
                .startsWith("The archive holds 1 files (%,d lines) of ".formatted(HALF));
        assertThat(standing()).isEqualTo(before);

        write("b.jsonl", EVENTS.subList(HALF, EVENTS.size()));
        stream(false);

        correctedLikeOneRun();
    }

    @Test
    void aFileThatHasGrownIsReadOnlyOnRequest() throws Exception {
        write("a.jsonl", EVENTS.subList(HALF, EVENTS.size()));

        assertThatThrownBy(() -> stream(false))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage(
                        "files source: %s was written again since the archive took its lines 0 to %d: go on with --resume latest, read only the lines from %d on with --again skip, or begin another archive with --new-history NAMESPACE"
                                .formatted(input.resolve("a.jsonl"), HALF - 1, HALF));
        stream(true);

        correctedLikeOneRun();
    }

    @Test
    void aFileThatBeginsWithABlankLineCountsOnce() throws Exception {
        Files.writeString(input.resolve("b.jsonl"), "\n");
        write("b.jsonl", EVENTS.subList(HALF, EVENTS.size()));
        stream(false);
        var received = received();
        assertThat(received).isEqualTo(EVENTS.size());

        stream(false);

        assertThat(received()).isEqualTo(received);
        correctedLikeOneRun();
    }

    private long received() {
        return rows("progress").stream().mapToLong(row -> (long) row.getField("received")).sum();
    }

    /** A JobManager that takes over defines the job again, and then finds its state by itself. */
    @Test
    void nothingIsRefusedWhereAJobMayBeRecovered() throws Exception {
        write("a.jsonl", EVENTS.subList(HALF, EVENTS.size()));
        var env = flink.streaming(2);
        env.configure(new Configuration().set(HighAvailabilityOptions.HA_MODE, "zookeeper"));

        StreamJob.define(env, plan, LiveOptions.of(true));

        assertThat(env.getStreamGraph(false).getStreamNodes()).isNotEmpty();
    }

    private void correctedLikeOneRun() throws Exception {
        var complete = GeneratedPipeline.complete(List.of(EVENTS));
        assertThat(rows("events")).hasSameSizeAs(EVENTS);
        ReprocessJob.run(plan, ReprocessRange.ALL, Mode.CORRECT, flink.reprocessing());
        assertThat(differences(complete, standing())).isEmpty();
        var audit =
                ReprocessJob.run(plan, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing())
                        .total();
        assertThat(audit.differences()).isZero();
        var again =
                ReprocessJob.run(plan, ReprocessRange.ALL, Mode.CORRECT, flink.reprocessing())
                        .total();
        assertThat(again.corrected()).isZero();
    }

    private List<Record> rows(String table) {
        return ArchiveRows.of(plan.pipeline().archive().orElseThrow(), plan.layout(), table);
    }

    private List<String> stream(boolean skip) throws Exception {
        var told = new ArrayList<String>();
        var env = flink.streaming(2);
        StreamJob.define(env, plan, new LiveOptions(true, skip, false, told::add));
        env.execute();
        return told;
    }

    private Map<String, String> standing() throws Exception {
        return CellTexts.standing(
                CellTexts.versions(folder.resolve("results"), List.of(GeneratedPipeline.METRIC)));
    }

    private void write(String name, List<OracleEvent> events) throws Exception {
        Files.write(
                input.resolve(name),
                events.stream()
                        .map(each -> new String(GeneratedPipeline.json(each), UTF_8))
                        .toList(),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
