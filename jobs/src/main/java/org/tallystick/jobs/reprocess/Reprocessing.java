package org.tallystick.jobs.reprocess;

import static org.tallystick.flink.Operators.named;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.flink.MetricStreams;
import org.tallystick.flink.RunSettings;
import org.tallystick.jobs.archive.Answer;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.Certificate;
import org.tallystick.jobs.archive.Demand;
import org.tallystick.jobs.archive.LedgerSums;
import org.tallystick.jobs.archive.Pin;
import org.tallystick.jobs.archive.PublishedCell;
import org.tallystick.jobs.archive.ScanSize;
import org.tallystick.jobs.archive.WindowKind;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.plan.Publication;
import org.tallystick.json.CellJson;
import org.tallystick.sql.Binding;

/**
 * Computes a range of the archive again and compares it with what was published, both pinned to
 * snapshots, so that it can be repeated to the bit. It is one job: whoever submits it may go.
 *
 * @param plan the pipeline
 * @param scope which windows, each in full
 * @param mode what to do about differences
 * @param wanted what comes back beside the verdict
 * @param pin the newest checkpoint that the archive held; none where it held nothing
 * @param results the snapshot of {@code results}: newer than the pinned one, if corrections have
 *     been published since; what the live job has published since is not judged
 * @param mayRepeat whether a run that did not look for repeats, as the pipeline says, has written
 *     events: which of two is the first, events outside the range may decide, so all are read
 */
public record Reprocessing(
        Plan plan,
        Scope scope,
        Mode mode,
        Wanted wanted,
        Optional<Pin> pin,
        OptionalLong results,
        boolean mayRepeat) {

    /** A reprocessing of what the archive holds now, of windows that overlap a range. */
    public static Reprocessing of(Plan plan, Archive archive, ReprocessRange range, Mode mode)
            throws IOException {
        return of(plan, archive, range, mode, archive.pin());
    }

    /** The same, of those windows alone that are stale now. */
    public static Reprocessing ofStale(Plan plan, Archive archive, Mode mode) throws IOException {
        var pin = archive.pin();
        var ledger = pin.map(Pin::ledger).orElse(OptionalLong.empty());
        var stale = new StaleWindows(plan.metrics());
        if (ledger.isPresent()) {
            stale =
                    StaleWindows.of(
                            plan.metrics(),
                            archive.ledger(),
                            ledger.getAsLong(),
                            archive.answers(),
                            closed(plan, pin).lastEnd());
        }
        return of(plan, archive, stale, mode, pin);
    }

    private static Reprocessing of(
            Plan plan, Archive archive, Scope scope, Mode mode, Optional<Pin> pin)
            throws IOException {
        boolean mayRepeat = ArchivedEvents.of(plan, archive).mayRepeat();
        var results = archive.snapshotOf("results");
        return new Reprocessing(plan, scope, mode, Wanted.ordinary(), pin, results, mayRepeat);
    }

    /** The same, but what comes back is this. */
    public Reprocessing with(Wanted others) {
        return new Reprocessing(plan, scope, mode, others, pin, results, mayRepeat);
    }

    /**
     * Adds the whole job to an environment in BATCH execution.
     *
     * @return the windows in which a cell differs
     */
    public DataStream<JudgedWindow> define(StreamExecutionEnvironment env, Archive archive)
            throws IOException {
        var whole = wholeCells(env, archive);
        var compared = compare(whole.judged(), standing(env, archive));
        var judged = judge(compared, archive, false);
        boolean corrects = mode == Mode.CORRECT;
        if (!corrects) {
            Publication.discard(compared);
        }
        if (!corrects && wanted.certificate().isEmpty()) {
            return judged;
        }
        var rows = Certificates.rows(judged);
        var heading = heading(archive);
        if (corrects) {
            var writer = archive.corrections();
            writer.results(compared, plan.metrics(), run());
            writer.certificate(rows, heading);
            Publication.toEnd(compared, plan, run()).forEach(writer::after);
            answer().ifPresent(answer -> writer.answers(answer, whole.open()));
            writer.commit(plan.writtenBy(run()));
        }
        return wanted.certificate().isPresent()
                ? judged.union(Certificates.write(rows, heading, wanted.certificate().get()))
                : judged;
    }

    private Certificate heading(Archive archive) throws IOException {
        var snapshots = new HashMap<String, Long>();
        pin.ifPresent(
                pinned -> {
                    snapshots.putAll(pinned.others());
                    snapshots.put("events", pinned.events());
                });
        results.ifPresent(id -> snapshots.put("results", id));
        var writer = plan.writtenBy(run());
        var range = scope.answered();
        return new Certificate(
                writer.run(),
                writer.version(),
                writer.definition(),
                CertificateJson.snapshots(snapshots),
                CertificateJson.positions(archive.known(pin)),
                range.from() == Long.MIN_VALUE ? null : range.from(),
                range.to() == Long.MAX_VALUE ? null : range.to());
    }

    /**
     * Adds a job that looks into every window of the range, changes nothing and publishes nothing.
     *
     * @return the windows that do not add up, or in which a cell differs
     */
    public DataStream<JudgedWindow> defineBooks(StreamExecutionEnvironment env, Archive archive)
            throws IOException {
        var compared = compare(wholeCells(env, archive).judged(), standing(env, archive));
        Publication.discard(compared);
        var all =
                archived()
                        .scan(
                                ReprocessRange.ALL.times(),
                                Set.of("_topic", "_partition", "_offset"));
        CountPartitions.of(
                archive.reader().events(env, all, archived().identity(), "-counted"),
                plan.layout());
        return judge(compared, archive, true);
    }

    /** What a finished run of {@link #defineBooks} found. */
    public Books books(JobExecutionResult result, Archive archive) throws IOException {
        var windows = found(result, archive);
        if (pin.isEmpty()) {
            return new Books(List.of(), 0, windows);
        }
        var partitions = archive.books(pin.get(), CountPartitions.counted(result));
        var repeats = archive.ledgerBook(pin, Long.MIN_VALUE, Long.MAX_VALUE).now().ofNoMetric();
        return new Books(
                partitions,
                repeats.values().stream().mapToLong(each -> each.events().events()).sum(),
                windows);
    }

    private SingleOutputStreamOperator<JudgedWindow> judge(
            SingleOutputStreamOperator<Cell> compared, Archive archive, boolean all)
            throws IOException {
        return new Judgement(this, archive, all).of(compared);
    }

    /** What the job, when it has come to its end, has seen to. */
    private Optional<Answer> answer() {
        var ledger = pin.map(Pin::ledger).orElse(OptionalLong.empty());
        if (ledger.isEmpty()) {
            return Optional.empty();
        }
        var kinds = new HashSet<WindowKind>();
        for (BoundMetric metric : plan.metrics()) {
            metric.windows().forEach(each -> kinds.add(new WindowKind(metric.name(), each.text())));
        }
        var range = scope.answered();
        return Optional.of(
                new Answer(
                        ledger.getAsLong(),
                        closed().lastEnd(),
                        Long.MAX_VALUE,
                        range.from(),
                        range.to(),
                        kinds));
    }

    /**
     * Cells of whole windows.
     *
     * @param judged those of windows that the live job has closed for good
     * @param open sessions that it may still change
     */
    private record WholeCells(DataStream<Cell> judged, DataStream<Cell> open) {

        WholeCells and(WholeCells others) {
            return new WholeCells(judged.union(others.judged), open.union(others.open));
        }
    }

    private WholeCells wholeCells(StreamExecutionEnvironment env, Archive archive) {
        return wholeCells(read -> compute(env, archive, read), RunSettings.complete(), archive, "");
    }

    /**
     * What cells come to as the live job saw the events, if there is a demand.
     *
     * @param label ends the operators' names
     */
    DataStream<Cell> seenCells(Demand demand, Archive archive, String label) {
        var run = RunSettings.asSeen(plan.pipeline().events());
        return wholeCells(
                        read -> again(demand, archive, read, binding(), run, label),
                        run,
                        archive,
                        label)
                .judged();
    }

    /**
     * The cells of the range. Sessions that reach further than was read are computed again from
     * more, and if that does not do, from the whole archive; if there are none, nothing more is
     * read.
     *
     * @param first computes cells from the least that is read
     */
    private WholeCells wholeCells(
            Function<ReadSpan, DataStream<Cell>> first,
            RunSettings run,
            Archive archive,
            String name) {
        var margins = SessionMargin.all(binding().metrics());
        var read = read(margins.get(0));
        var found = inRange(first.apply(read), read, name);
        var whole = new WholeCells(found, found.getSideOutput(CellsInRange.OPEN));
        for (int i = 1; i < margins.size() && !read.times().isAll(); i++) {
            var label = name + "-" + (i + 1);
            var before = read;
            read = read(margins.get(i));
            var cut = Demand.of(found.getSideOutput(CellsInRange.CUT), label);
            var sessions = binding().sessions();
            found = inRange(again(cut, archive, read, sessions, run, label), read, label);
            var more = named("cut-before" + label, found.filter(before::cuts));
            whole = whole.and(new WholeCells(more, found.getSideOutput(CellsInRange.OPEN)));
        }
        return whole;
    }

    /** What of the pipeline is computed. */
    private Binding binding() {
        return scope.of(plan.binding());
    }

    private ReadSpan read(long margin) {
        var metrics = binding().metrics();
        var all = ReprocessRange.ALL.times();
        return ReadSpan.of(mayRepeat ? all : scope.toRead(metrics, margin), metrics);
    }

    /** Whether there is no window to judge. */
    public boolean judgesNothing() {
        return scope.times().times().isEmpty();
    }

    /** What is to be done, in one line. */
    public String describe(Archive archive) throws IOException {
        var all = archive.scanSize(ReprocessRange.ALL.times());
        var read = size(archive);
        return String.format(
                Locale.ROOT,
                "Reading %,d of %,d files of events (%,d of %,d rows, %,d of %,d bytes)",
                read.files(),
                all.files(),
                read.rows(),
                all.rows(),
                read.bytes(),
                all.bytes());
    }

    /** The data files of events that are opened; only sessions may turn out to need more. */
    public ScanSize size(Archive archive) throws IOException {
        return archive.scanSize(read(SessionMargin.all(binding().metrics()).get(0)).times());
    }

    private SingleOutputStreamOperator<Cell> inRange(
            DataStream<Cell> cells, ReadSpan read, String label) {
        return named(
                "cells-in-range" + label,
                cells.process(new CellsInRange(scope, read, closed()), CellType.INSTANCE));
    }

    /** Adds the first half of the job: the cells of the range, and others at its edges. */
    public DataStream<Cell> compute(StreamExecutionEnvironment env, Archive archive) {
        return compute(env, archive, read(0));
    }

    private DataStream<Cell> compute(
            StreamExecutionEnvironment env, Archive archive, ReadSpan read) {
        var events = archived().read(env, archive, read.times(), Set.of());
        return MetricStreams.of(events, binding(), RunSettings.complete()).cells();
    }

    private DataStream<Cell> again(
            Demand demand,
            Archive archive,
            ReadSpan read,
            Binding binding,
            RunSettings run,
            String label) {
        var clocks = run.lateness().nothingIsLate() ? Set.<String>of() : Set.of("_partition_time");
        var scan = archived().scan(read.times(), clocks);
        var archived = archive.reader().eventsOnDemand(demand, scan, archived().identity(), label);
        return MetricStreams.again(archived, binding, run, label).cells();
    }

    /** The versions of the cells that the pipeline computes, if there is a demand. */
    DataStream<PublishedCell> versions(Demand demand, Archive archive, String label) {
        return named(
                "versions-by-plan" + label,
                archive.reader()
                        .versionsOnDemand(demand, scope.times(), results, label)
                        .filter(new CellsOfPlan(plan.metrics(), scope, closed())));
    }

    /** By what windows are judged. */
    Judge.Ruling ruling(Archive archive) throws IOException {
        var read = read(SessionMargin.last(binding().metrics())).times();
        return new Judge.Ruling(
                archive.ledgerBook(pin, read.first(), read.end()),
                new HashMap<>(gaps()),
                mayRepeat,
                plan.definition(),
                archive.known(pin).definitions());
    }

    /** Those of the sessions, by their windows' text, ms. */
    private Map<String, Long> gaps() {
        var gaps = new HashMap<String, Long>();
        for (var session : read(0).sessions().values()) {
            gaps.put(session.text(), session.gapMillis());
        }
        return gaps;
    }

    private DataStream<PublishedCell> standing(StreamExecutionEnvironment env, Archive archive) {
        return named(
                "published-by-plan",
                archive.reader()
                        .publishedCells(env, scope.times(), results)
                        .filter(new CellsOfPlan(plan.metrics(), scope, closed())));
    }

    /** The live job has closed a window for good when it would no longer revise it. */
    private ClosedWindows closed() {
        return closed(plan, pin);
    }

    private static ClosedWindows closed(Plan plan, Optional<Pin> pin) {
        long until = pin.map(Pin::closedUntil).orElse(Long.MIN_VALUE);
        return new ClosedWindows(until, plan.pipeline().events().allowedLateness().toMillis());
    }

    private ArchivedEvents archived() {
        return new ArchivedEvents(plan, events(), mayRepeat);
    }

    private OptionalLong events() {
        return pin.isPresent() ? OptionalLong.of(pin.get().events()) : OptionalLong.empty();
    }

    private SingleOutputStreamOperator<Cell> compare(
            DataStream<Cell> computed, DataStream<PublishedCell> published) {
        var json = new CellJson(plan.metrics());
        return named(
                "compare",
                computed.keyBy(cell -> PublishedCell.of(cell, json, "").identity())
                        .connect(published.keyBy(PublishedCell::identity))
                        .process(new CompareCells(plan.metrics(), wanted), CellType.INSTANCE));
    }

    private String run() {
        return CorrectionRun.name(plan.pipeline().name(), events().orElse(0));
    }

    /** What a finished run of this found. */
    public Findings found(JobExecutionResult result, Archive archive) throws IOException {
        var judged = CompareCells.judged(result);
        var windows = JudgeWindows.judged(result);
        return judged.findings(
                mode == Mode.CORRECT,
                listed(judged.first(), archive),
                windows,
                wanted.drawn()
                        ? Optional.of(drawing(judged.largest(), windows, archive))
                        : Optional.empty());
    }

    private Findings.Drawing drawing(
            List<Difference> largest, JudgedWindows windows, Archive archive) throws IOException {
        var aggregates = new HashMap<String, List<String>>();
        for (BoundMetric metric : plan.metrics()) {
            aggregates.put(metric.name(), metric.aggregateNames());
        }
        return new Findings.Drawing(
                listed(largest, archive),
                pin.isPresent() ? archive.books(pin.get(), Map.of()) : List.of(),
                windows.series(),
                aggregates);
    }

    private List<Findings.Listed> listed(List<Difference> differences, Archive archive)
            throws IOException {
        var listed = new ArrayList<Findings.Listed>();
        if (!differences.isEmpty()) {
            var gaps = gaps();
            var ledger = ledgerOf(differences, gaps, archive);
            for (var difference : differences) {
                listed.add(new Findings.Listed(difference, missed(difference, ledger, gaps)));
            }
        }
        return listed;
    }

    private LedgerSums ledgerOf(
            List<Difference> differences, Map<String, Long> gaps, Archive archive)
            throws IOException {
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (Difference difference : differences) {
            var cell = difference.cell();
            first = Math.min(first, cell.start());
            last = Math.max(last, cell.end() + gaps.getOrDefault(cell.window(), 0L));
        }
        return archive.ledgerBook(pin, first, last).now();
    }

    private static SortedMap<String, Long> missed(
            Difference difference, LedgerSums ledger, Map<String, Long> gaps) {
        var cell = difference.cell();
        var events = new TreeMap<String, Long>();
        ledger.in(cell.metric(), cell.window(), cell.start(), cell.end(), gaps)
                .forEach((reason, each) -> events.put(reason, each.events().events()));
        return Collections.unmodifiableSortedMap(events);
    }
}
