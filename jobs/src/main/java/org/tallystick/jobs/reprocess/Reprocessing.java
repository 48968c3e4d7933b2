package org.tallystick.jobs.reprocess;

import static org.tallystick.flink.Operators.named;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.flink.MetricStreams;
import org.tallystick.flink.RunSettings;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.Pin;
import org.tallystick.jobs.archive.PublishedCell;
import org.tallystick.jobs.archive.WindowEnd;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.plan.Publication;
import org.tallystick.json.CellJson;

/**
 * Computes a range of the archive again and compares it with what was published, both pinned to
 * snapshots, so that it can be repeated to the bit. It is one job: whoever submits it may go.
 *
 * @param plan the pipeline
 * @param range which windows: those that overlap it, each in full
 * @param mode what to do about differences
 * @param listed how many differences come back with the result, the first by time
 * @param pin the newest checkpoint that the archive held; none where it held nothing
 * @param results the snapshot of {@code results}: newer than the pinned one, if corrections have
 *     been published since; what the live job has published since is not judged
 * @param mayRepeat whether a run that did not look for repeats, as the pipeline says, has written
 *     events: which of two is the first, events outside the range may decide, so all are read
 */
public record Reprocessing(
        Plan plan,
        ReprocessRange range,
        Mode mode,
        int listed,
        Optional<Pin> pin,
        OptionalLong results,
        boolean mayRepeat) {
    /** How many differences a result lists, unless more or fewer are asked for. */
    public static final int LISTED = 20;

    /** A reprocessing of what the archive holds now. */
    public static Reprocessing of(Plan plan, Archive archive, ReprocessRange range, Mode mode)
            throws IOException {
        var pin = archive.pin();
        boolean mayRepeat = ArchivedEvents.of(plan, archive).mayRepeat();
        var results = archive.snapshotOf("results");
        return new Reprocessing(plan, range, mode, LISTED, pin, results, mayRepeat);
    }

    /** The same, but with another number of differences in its result. */
    public Reprocessing listing(int differences) {
        return new Reprocessing(plan, range, mode, differences, pin, results, mayRepeat);
    }

    /**
     * Adds the whole job to an environment in BATCH execution.
     *
     * @return the differences that were found, one record each
     */
    public DataStream<Difference> define(StreamExecutionEnvironment env, Archive archive)
            throws IOException {
        var compared = compare(wholeCells(env, archive), standing(env, archive));
        if (mode == Mode.CORRECT) {
            var writer = archive.corrections();
            writer.results(compared, plan.metrics(), run());
            Publication.toEnd(compared, plan, run()).forEach(writer::after);
            writer.commit(plan.writtenBy(run()));
        } else {
            Publication.discard(compared);
        }
        return compared.getSideOutput(CompareCells.DIFFERENCES);
    }

    /**
     * The cells of the range. Sessions that reach further than was read are computed again from
     * more, and if that does not do, from the whole archive; if there are none, nothing more is
     * read.
     */
    private DataStream<Cell> wholeCells(StreamExecutionEnvironment env, Archive archive) {
        var margins = SessionMargin.all(plan.metrics());
        var read = read(margins.get(0));
        var found = inRange(compute(env, archive, read), read, "");
        DataStream<Cell> whole = found;
        for (int i = 1; i < margins.size() && !read.range().equals(ReprocessRange.ALL); i++) {
            var label = "-" + (i + 1);
            var before = read;
            read = read(margins.get(i));
            found = inRange(again(found, archive, read, label), read, label);
            whole = whole.union(named("cut-before" + label, found.filter(before::cuts)));
        }
        return whole;
    }

    private ReadSpan read(long margin) {
        var span = mayRepeat ? ReprocessRange.ALL : range.span(plan.metrics(), margin);
        return ReadSpan.of(span, plan.metrics());
    }

    private SingleOutputStreamOperator<Cell> inRange(
            DataStream<Cell> cells, ReadSpan read, String label) {
        return named(
                "cells-in-range" + label,
                cells.process(new CellsInRange(range, read, closed()), CellType.INSTANCE));
    }

    /** Adds the first half of the job: the cells of the range, and others at its edges. */
    public DataStream<Cell> compute(StreamExecutionEnvironment env, Archive archive) {
        return compute(env, archive, read(0));
    }

    private DataStream<Cell> compute(
            StreamExecutionEnvironment env, Archive archive, ReadSpan read) {
        var events = archived().read(env, archive, read.range(), Set.of());
        return MetricStreams.of(events, plan.binding(), RunSettings.complete()).cells();
    }

    private DataStream<Cell> again(
            SingleOutputStreamOperator<Cell> found, Archive archive, ReadSpan read, String label) {
        var cut = found.getSideOutput(CellsInRange.CUT);
        var scan = archived().scan(read.range(), Set.of());
        var archived = archive.reader().eventsOnDemand(cut, scan, archived().identity(), label);
        var sessions = plan.binding().sessions();
        return MetricStreams.again(archived, sessions, RunSettings.complete(), label).cells();
    }

    private DataStream<PublishedCell> standing(StreamExecutionEnvironment env, Archive archive) {
        return named(
                "published-by-plan",
                archive.reader()
                        .publishedCells(env, range.first(), range.end(), results)
                        .filter(new CellsOfPlan(plan.metrics(), closed())));
    }

    /** The live job has closed a window for good when it would no longer revise it. */
    private ClosedWindows closed() {
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
                        .process(new CompareCells(plan.metrics(), listed), CellType.INSTANCE));
    }

    private String run() {
        return plan.pipeline().name() + "-reprocess-" + events().orElse(0);
    }

    /** What a finished run of this found. */
    public Findings found(JobExecutionResult result, Archive archive) throws IOException {
        var judged = CompareCells.judged(result);
        var windows = judged.first().stream().map(Reprocessing::windowOf).distinct().toList();
        var ledger =
                pin.isPresent()
                        ? archive.ledgerOf(windows, pin.get())
                        : Map.<WindowEnd, SortedMap<String, Long>>of();
        var listed = new ArrayList<Findings.Listed>();
        for (var difference : judged.first()) {
            var reasons = ledger.getOrDefault(windowOf(difference), new TreeMap<>());
            listed.add(new Findings.Listed(difference, Collections.unmodifiableSortedMap(reasons)));
        }
        return judged.findings(mode == Mode.CORRECT, listed);
    }

    private static WindowEnd windowOf(Difference difference) {
        var cell = difference.cell();
        return new WindowEnd(cell.metric(), cell.window(), cell.end());
    }
}
