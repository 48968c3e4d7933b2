package org.tallystick.jobs.replay;

import static org.tallystick.flink.Operators.chained;
import static org.tallystick.flink.Operators.named;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.util.OutputTag;
import org.tallystick.engine.LedgerEntry;
import org.tallystick.event.ColumnPath;
import org.tallystick.flink.Intake;
import org.tallystick.flink.MetricStreams;
import org.tallystick.flink.RunSettings;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.ArchivedReject;
import org.tallystick.jobs.archive.Demand;
import org.tallystick.jobs.archive.EventIdentity;
import org.tallystick.jobs.archive.EventScan;
import org.tallystick.jobs.archive.Pin;
import org.tallystick.jobs.archive.WrittenBy;
import org.tallystick.jobs.arguments.BadArgumentException;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.pipeline.Problem;
import org.tallystick.sql.Condition;

/**
 * Decodes an archive's rejects again with the pipeline as it is now, and archives those that are
 * events: once, whatever is run twice. A note in {@code rejects} answers each that was decoded, in
 * the same commit.
 *
 * <p>They come {@link org.tallystick.engine.Lateness#AFTER_ALL}: no window of a live job has them,
 * and the ledger says which windows went without. What they repeat is no event, as in a live run.
 *
 * @param plan the pipeline
 * @param where which rejects
 * @param pin the newest checkpoint that the archive held
 * @param rejects the snapshot of the rejects of this checkpoint
 * @param now when the events are taken in, epoch ms
 */
public record Replaying(Plan plan, Optional<Condition> where, Pin pin, long rejects, long now) {

    /**
     * A replay of what the archive holds now.
     *
     * @param where a condition in SQL on rows of {@code rejects}
     * @return empty where no reject was ever archived
     * @throws BadArgumentException where the condition cannot be used
     */
    public static Optional<Replaying> of(
            Plan plan, Archive archive, Optional<String> where, long now)
            throws BadArgumentException {
        var condition = Optional.<Condition>empty();
        if (where.isPresent()) {
            condition = Optional.of(condition(where.get(), archive));
        }
        var pin = archive.pin();
        var rejects = pin.flatMap(each -> each.snapshot("rejects"));
        return rejects.isPresent()
                ? Optional.of(new Replaying(plan, condition, pin.get(), rejects.get(), now))
                : Optional.empty();
    }

    private static Condition condition(String where, Archive archive) throws BadArgumentException {
        var problems = new ArrayList<Problem>();
        var condition = Condition.of(where, archive.reader().rejectType(), problems::add);
        if (condition.isEmpty()) {
            var problem = problems.get(0);
            var hint = problem.hint().map(": "::concat).orElse("");
            throw new BadArgumentException("--where: " + problem.message() + hint);
        }
        return condition.get();
    }

    /** The events of a replay, and what else it finds. */
    private record Found(
            DataStream<RowData> events,
            Optional<DataStream<RowData>> repeats,
            DataStream<RowData> answers) {}

    /** Adds the whole job to an environment in BATCH execution. */
    public void define(StreamExecutionEnvironment env, Archive archive) throws IOException {
        var found = find(env, archive);
        var run = plan.pipeline().name() + "-replay-" + pin.events();
        var metrics = MetricStreams.of(found.events(), plan.binding(), RunSettings.afterAll());
        var writer = archive.replay(pin);
        writer.events(found.events());
        writer.answers(found.answers(), metrics.rejects());
        found.repeats().ifPresent(repeats -> writer.duplicates(repeats, run));
        writer.ledger(named("replayed", metrics.ledger().map(Replaying::replayed)), run);
        writer.commit(writtenBy(run));
    }

    /** A live job does not look for repeats of what is archived here: whoever reads it has to. */
    private WrittenBy writtenBy(String run) throws IOException {
        var writer = plan.writtenBy(run);
        return new WrittenBy(writer.run(), writer.definition(), 0, writer.version());
    }

    /** Adds what only counts, and archives nothing. */
    public void defineDryRun(StreamExecutionEnvironment env, Archive archive) {
        var found = find(env, archive);
        found.repeats().ifPresent(repeats -> discard("repeats", repeats));
        discard("events", found.events());
    }

    private static void discard(String what, DataStream<RowData> rows) {
        var uid = "no-" + what;
        rows.sinkTo(new DiscardingSink<>()).uid(uid).name(uid);
    }

    private Found find(StreamExecutionEnvironment env, Archive archive) {
        var answers = new OutputTag<RowData>("answers", rowType());
        var again = new DecodeAgain(plan.decoder(), now, answers);
        var decoded = named("decode-again", chosen(env, archive).process(again, rowType()));
        var answered = decoded.getSideOutput(answers);
        if (plan.deduplicateMillis() == 0) {
            return new Found(decoded, Optional.empty(), answered);
        }
        var later =
                Intake.later(
                        archived(decoded, archive),
                        decoded,
                        plan.layout(),
                        plan.pipeline().events());
        var repeats = later.duplicates();
        var counted = chained("repeats", repeats, repeats.map(new CountRepeats(), rowType()));
        return new Found(later.accepted(), Optional.of(counted), answered);
    }

    private DataStream<RowData> chosen(StreamExecutionEnvironment env, Archive archive) {
        var rows = archive.reader().rejects(env, OptionalLong.of(rejects));
        TypeInformation<Tuple3<String, Integer, Long>> position =
                Types.TUPLE(Types.STRING, Types.INT, Types.LONG);
        var candidates = named("whole-rejects", rows.filter(Replaying::isWholeOrAnswer));
        var open =
                named(
                        "open-rejects",
                        candidates
                                .keyBy(Replaying::position, position)
                                .process(new OpenRejects(rows.getType()), rows.getType()));
        return where.<DataStream<RowData>>map(
                        condition ->
                                chained(
                                        "where",
                                        open,
                                        open.transform(
                                                "where", condition.type(), condition.filter())))
                .orElse(open);
    }

    private static Tuple3<String, Integer, Long> position(RowData row) {
        return new ArchivedReject(row).position();
    }

    private static boolean isWholeOrAnswer(RowData row) {
        var reject = new ArchivedReject(row);
        return reject.isWhole() || reject.isAnswer();
    }

    /** Of all that the archive holds what tells repeats; nothing if no reject was decoded. */
    private DataStream<RowData> archived(DataStream<RowData> decoded, Archive archive) {
        Set<String> columns =
                new TreeSet<>(
                        List.of(
                                "_topic",
                                "_partition",
                                "_offset",
                                "_partition_time",
                                "_ingested_at"));
        plan.pipeline().events().id().forEach(path -> columns.add(ColumnPath.columnOf(path)));
        var all =
                new EventScan(
                        Optional.empty(), Optional.empty(), OptionalLong.of(pin.events()), columns);
        var identity = EventIdentity.of(plan.layout(), plan.pipeline().events().id());
        return archive.reader()
                .eventsOnDemand(Demand.of(decoded, "-archived"), all, identity, "-archived");
    }

    private InternalTypeInfo<RowData> rowType() {
        return InternalTypeInfo.of(plan.layout().rowType());
    }

    private static LedgerEntry replayed(LedgerEntry late) {
        return new LedgerEntry(
                late.metric(),
                late.window(),
                late.firstEnd(),
                late.lastEnd(),
                LedgerEntry.REPLAYED,
                late.events(),
                late.fingerprint());
    }

    /** What a finished run of this made of the rejects. */
    public Replayed found(JobExecutionResult result) {
        long decoded = count(result, DecodeAgain.DECODED);
        long repeats = plan.deduplicateMillis() == 0 ? 0 : count(result, CountRepeats.REPEATS);
        List<String> reasons = result.getAccumulatorResult(DecodeAgain.REASONS);
        return new Replayed(
                decoded - repeats, repeats, count(result, DecodeAgain.REJECTED), reasons);
    }

    private static long count(JobExecutionResult result, String name) {
        Long count = result.getAccumulatorResult(name);
        return Objects.requireNonNull(count, "every job that decodes again brings its counts");
    }
}
