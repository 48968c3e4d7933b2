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
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tallystick.event.Overlap;
import org.tallystick.event.TimeForm;
import org.tallystick.jobs.archive.ArchiveQuery;
import org.tallystick.jobs.archive.ArchiveRows;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.arguments.LiveOptions;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.replay.Replayed;
import org.tallystick.jobs.reprocess.Mode;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

/** A pipeline that was wrong at first: its rejects, put right. */
class ReplayTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(FlinkAsDeployed.cluster());

    private static final int SEED = 5;

    /** Beyond INT. */
    private static final long LARGE = 1L << 40;

    private static final Predicate<OracleEvent> IS_LARGE =
            event -> event.longValue() != null && event.longValue().intValue() != event.longValue();

    private static final TimeForm AMERICAN =
            new TimeForm(
                    Optional.of("MM/dd/yyyy HH:mm:ss"),
                    Optional.empty(),
                    Overlap.REJECT,
                    Optional.empty());

    /** About every third has a number that the schema had no room for at first. */
    private static final List<OracleEvent> EVENTS = events();

    private static final long REJECTS = EVENTS.stream().filter(IS_LARGE).count();

    @TempDir Path folder;
    private FlinkAsDeployed flink;
    private Path input;
    private Plan wrong;
    private Plan right;

    /** Whose columns the tables have. */
    private Plan current;

    private static List<OracleEvent> events() {
        var events = GeneratedPipeline.generate(2_000, SEED).get(0);
        return events.stream()
                .map(
                        event ->
                                event.identity() % 3 == 1
                                        ? with(LARGE + event.identity() % 1000, event)
                                        : event)
                .toList();
    }

    private static OracleEvent with(long number, OracleEvent event) {
        return new OracleEvent(
                event.partition(),
                event.offset(),
                event.time(),
                event.clock(),
                event.key(),
                number,
                event.doubleValue(),
                event.text(),
                event.identity());
    }

    @BeforeEach
    void prepare() throws Exception {
        flink = new FlinkAsDeployed(folder, "hashmap");
        input = Files.createDirectory(folder.resolve("in"));
        use(Optional.empty());
    }

    private void use(Optional<Duration> deduplicate) {
        List<SinkSpec> sinks = List.of(new SinkSpec.Files(folder.resolve("results").toString()));
        var source = new SourceSpec.Files(input.toString(), Optional.empty(), "json", Map.of());
        var pipeline = GeneratedPipeline.of("replay", source, folder, sinks, deduplicate);
        right = Plan.of(pipeline);
        wrong = Plan.of(with(pipeline, narrow(GeneratedPipeline.SCHEMA), TimeForm.STANDARD));
    }

    private static String narrow(String schema) {
        return schema.replace(
                "{\"name\": \"n\", \"type\": [\"null\", \"long\"]}",
                "{\"name\": \"n\", \"type\": [\"null\", \"int\"]}");
    }

    private static Pipeline with(Pipeline pipeline, String schema, TimeForm form) {
        var events = pipeline.events();
        return new Pipeline(
                pipeline.name(),
                new Events(
                        schema,
                        events.time(),
                        form,
                        events.id(),
                        events.outOfOrderness(),
                        events.idleTimeout(),
                        events.idleAdvance(),
                        events.allowedLateness(),
                        events.deduplicate(),
                        events.maxAhead(),
                        events.maxBytes()),
                pipeline.source(),
                pipeline.archive(),
                pipeline.metrics(),
                pipeline.sinks());
    }

    @Test
    void withARightSchemaRejectsBecomeEventsAndResultsWhatTheyShouldHaveBeen() throws Exception {
        write("a.jsonl", EVENTS);
        stream(wrong);
        assertThat(count("rejects", row -> true)).isEqualTo(REJECTS);
        assertThat(replay(wrong)).isEqualTo(rejectsStill());

        current = right;
        var dry = ReplayJob.run(right, Optional.empty(), true, flink.reprocessing());
        assertThat(dry).isEqualTo(new Replayed(REJECTS, 0, 0, List.of()));
        assertThat(count("events", row -> true)).isEqualTo(EVENTS.size() - REJECTS);

        assertThat(replay(right)).isEqualTo(new Replayed(REJECTS, 0, 0, List.of()));
        assertThat(count("events", row -> true)).isEqualTo(EVENTS.size());
        assertThat(positions("events")).hasSize(EVENTS.size());
        assertThat(
                        count(
                                "events",
                                row ->
                                        String.valueOf(row.getField("_partition_time"))
                                                .startsWith("9999-12-31T23:59:59.999")))
                .isEqualTo(REJECTS);
        booksBalance(0);
        ledgerHasReplayed();
        var came = LatenessJob.run(right, ReprocessRange.ALL, flink.reprocessing());
        assertThat(came.late().of()).isEqualTo(EVENTS.size() - REJECTS);

        correctTo(EVENTS);
        assertThat(replay(right)).isEqualTo(Replayed.NOTHING);
        assertThat(count("events", row -> true)).isEqualTo(EVENTS.size());
        assertThat(ReprocessJob.run(right, ReprocessRange.ALL, Mode.CORRECT, flink.reprocessing()))
                .extracting(found -> found.total().corrected())
                .isEqualTo(0L);
    }

    /** Nothing was right, and the stream goes on when it is. */
    @Test
    void whatWasRejectedWholeIsReplayedAndTheStreamGoesOn() throws Exception {
        int half = EVENTS.size() / 2;
        wrong = Plan.of(with(right.pipeline(), GeneratedPipeline.SCHEMA, AMERICAN));
        write("a.jsonl", EVENTS.subList(0, half));
        stream(wrong);
        assertThat(count("events", row -> true)).isZero();
        assertThat(replay(right)).isEqualTo(new Replayed(half, 0, 0, List.of()));

        write("b.jsonl", EVENTS.subList(half, EVENTS.size()));
        stream(right);

        assertThat(positions("events")).hasSize(EVENTS.size());
        booksBalance(0);
        correctTo(EVENTS);
    }

    @Test
    void onlyThoseThatMeetTheConditionAreDecodedAgain() throws Exception {
        write("a.jsonl", EVENTS);
        stream(wrong);

        current = right;
        var first =
                ReplayJob.run(
                        right,
                        Optional.of("`offset` < 100 AND kind = 'format'"),
                        false,
                        flink.reprocessing());
        long early = EVENTS.subList(0, 100).stream().filter(IS_LARGE).count();
        assertThat(first).isEqualTo(new Replayed(early, 0, 0, List.of()));
        booksBalance(REJECTS - early);
        assertThat(replay(right).events()).isEqualTo(REJECTS - early);
        booksBalance(0);
        correctTo(EVENTS);

        assertThatThrownBy(
                        () ->
                                ReplayJob.run(
                                        right,
                                        Optional.of("ofset < 100"),
                                        true,
                                        flink.reprocessing()))
                .isInstanceOf(BadArgumentException.class)
                .hasMessageContaining("--where: unknown column 'ofset'");
    }

    @Test
    void repeatsOfEventsAndOfOneAnotherAreNotArchived() throws Exception {
        use(Optional.of(Duration.ofDays(30)));
        var sent = new ArrayList<OracleEvent>();
        for (var event : EVENTS) {
            sent.add(event);
            if (IS_LARGE.test(event) && event.identity() % 2 == 0) {
                sent.add(event.identity() % 4 == 0 ? event : with(7, event));
            }
        }
        write("a.jsonl", sent);
        stream(wrong);

        var replayed = replay(right);

        var seen = new HashSet<Long>();
        var kept = new ArrayList<OracleEvent>();
        sent.stream()
                .filter(IS_LARGE.negate())
                .filter(event -> seen.add(event.identity()))
                .forEach(kept::add);
        long live = kept.size();
        var tried = sent.stream().filter(IS_LARGE).toList();
        tried.stream().filter(event -> seen.add(event.identity())).forEach(kept::add);
        assertThat(replayed)
                .isEqualTo(
                        new Replayed(
                                kept.size() - live,
                                tried.size() - (kept.size() - live),
                                0,
                                List.of()));
        assertThat(replayed.repeats()).isPositive();
        assertThat(count("events", row -> true)).isEqualTo(kept.size());
        booksBalance(0);
        correctTo(kept);
        assertThat(replay(right)).isEqualTo(Replayed.NOTHING);
    }

    @Test
    void theListGroupsWhatIsLeftByKindAndReason() throws Exception {
        write("a.jsonl", EVENTS);
        Files.writeString(input.resolve("b.jsonl"), "{\n{\"id\": 7}\n");
        stream(wrong);
        var listed = list();
        assertThat(listed.rows()).hasSize(3);
        var first = listed.rows().get(0);
        assertThat(first.getField("count")).isEqualTo(REJECTS);
        assertThat(first.getField("reason")).asString().matches("field 'n': \\D+");
        assertThat(first.getField("example")).asString().matches("field 'n': -?\\d+ is not INT");

        replay(right);

        assertThat(list().rows()).hasSize(2);
    }

    private ArchiveQuery.Rows list() throws Exception {
        return ArchiveQuery.rejects(
                current.pipeline().archive().orElseThrow(), current.layout(), Optional.empty(), 20);
    }

    private Replayed rejectsStill() throws Exception {
        var still = replay(wrong);
        assertThat(still.rejects()).isEqualTo(REJECTS);
        assertThat(still.reasons()).isNotEmpty().allMatch(line -> line.contains("field 'n'"));
        return still;
    }

    private void correctTo(List<OracleEvent> events) throws Exception {
        var audit = ReprocessJob.run(right, ReprocessRange.ALL, Mode.AUDIT, flink.reprocessing());
        assertThat(audit.total().differences()).isPositive();
        ReprocessJob.run(right, ReprocessRange.ALL, Mode.CORRECT, flink.reprocessing());
        var complete = GeneratedPipeline.complete(List.of(events));
        var versions =
                CellTexts.versions(folder.resolve("results"), List.of(GeneratedPipeline.METRIC));
        assertThat(differences(complete, CellTexts.standing(versions))).isEmpty();
    }

    /** Of every partition, of what all rows of progress say together, and of what tables hold. */
    private void booksBalance(long open) {
        long received = sum("received");
        long accepted = sum("accepted");
        long duplicates = sum("duplicates");
        assertThat(received).isEqualTo(accepted + duplicates + sum("rejected"));
        assertThat(sum("rejected")).isEqualTo(open);
        assertThat(count("events", row -> true)).isEqualTo(accepted);
        assertThat(count("ledger", row -> row.getField("reason").equals("duplicate")))
                .isEqualTo(duplicates);
        long answers = count("rejects", row -> row.getField("kind").equals("replayed"));
        assertThat(count("rejects", row -> true) - 2 * answers).isEqualTo(open);
    }

    private long sum(String column) {
        return rows("progress").stream().mapToLong(row -> (long) row.getField(column)).sum();
    }

    private long count(String table, Predicate<Record> which) {
        return rows(table).stream().filter(which).count();
    }

    /** Every replayed event once for each kind of window. */
    private void ledgerHasReplayed() {
        for (var window : right.metrics().get(0).windows()) {
            long events =
                    rows("ledger").stream()
                            .filter(row -> row.getField("reason").equals("replayed"))
                            .filter(row -> row.getField("window").equals(window.text()))
                            .mapToLong(row -> (long) row.getField("events"))
                            .sum();
            assertThat(events).as(window.text()).isEqualTo(REJECTS);
        }
    }

    private Set<String> positions(String table) {
        return rows(table).stream()
                .map(row -> row.getField("_topic") + ":" + row.getField("_offset"))
                .collect(toSet());
    }

    private Replayed replay(Plan plan) throws Exception {
        current = plan;
        return ReplayJob.run(plan, Optional.empty(), false, flink.reprocessing());
    }

    private void stream(Plan plan) throws Exception {
        current = plan;
        var env = flink.streaming(2);
        StreamJob.define(env, plan, new LiveOptions(true, false, false, line -> {}));
        env.execute();
    }

    private List<Record> rows(String table) {
        return ArchiveRows.of(current.pipeline().archive().orElseThrow(), current.layout(), table);
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
