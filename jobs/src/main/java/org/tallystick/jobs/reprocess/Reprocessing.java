package org.tallystick.jobs.reprocess;

import static org.tallystick.flink.Operators.named;

import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.tallystick.engine.Cell;
import org.tallystick.event.Identity;
import org.tallystick.flink.CellType;
import org.tallystick.flink.MetricStreams;
import org.tallystick.flink.RunSettings;
import org.tallystick.jobs.Plan;
import org.tallystick.jobs.Publication;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.archive.EventIdentity;
import org.tallystick.jobs.archive.EventScan;
import org.tallystick.jobs.archive.PublishedCell;
import org.tallystick.jobs.archive.PublishedSoFar;
import org.tallystick.json.CellJson;
import org.tallystick.pipeline.Metric;

/**
 * Computes a range of the archive again and compares it with what was published, both pinned to
 * snapshots, so that it can be repeated to the bit.
 *
 * @param plan the pipeline
 * @param range which windows: those that overlap it, each in full
 * @param margin how far beyond the range sessions are read, ms
 * @param mode what to do about differences
 * @param events the snapshot of the events; none for an empty table
 * @param published how far the live job had come with publishing
 */
public record Reprocessing(
        Plan plan,
        ReprocessRange range,
        long margin,
        Mode mode,
        OptionalLong events,
        PublishedSoFar published) {

    /** A reprocessing of what the archive holds now. */
    public static Reprocessing of(Plan plan, Archive archive, ReprocessRange range, Mode mode)
            throws IOException {
        // Results first: events that come in between can then only be more than enough.
        var published = archive.published();
        return new Reprocessing(
                plan,
                range,
                SessionMargin.first(plan.metrics()),
                mode,
                archive.snapshotOf("events"),
                published);
    }

    /** Whether a session could reach beyond what is read. */
    public boolean mayCutSessions() {
        return margin > 0 && !range.equals(ReprocessRange.ALL);
    }

    /** The same, publishing nothing. */
    public Reprocessing auditing() {
        return new Reprocessing(plan, range, margin, Mode.AUDIT, events, published);
    }

    /** The same, reading more. */
    public Reprocessing wider() {
        return new Reprocessing(plan, range, SessionMargin.wider(margin), mode, events, published);
    }

    /** Adds the whole job to an environment in BATCH execution. */
    public void define(StreamExecutionEnvironment env, Archive archive) {
        var read = range.span(plan.metrics(), margin);
        var computed = compute(env, archive);
        var inRange =
                named(
                        "cells-in-range",
                        computed.filter(new CellsInRange(range, read, horizon(), plan.metrics())));
        var standing =
                named(
                        "published-by-plan",
                        archive.reader()
                                .publishedCells(
                                        env, range.first(), range.end(), published.snapshot())
                                .filter(new CellsOfPlan(plan.metrics())));
        var corrections = compare(inRange, standing);
        if (mode == Mode.CORRECT) {
            Publication.of(corrections, plan, run());
            archive.writer().results(corrections, plan.metrics(), run());
        } else {
            Publication.discard(corrections);
        }
    }

    /** Adds the first half of the job: the cells of the range, and others at its edges. */
    public DataStream<Cell> compute(StreamExecutionEnvironment env, Archive archive) {
        var read = range.span(plan.metrics(), margin);
        var archived = archive.reader().events(env, scan(read), identity());
        return MetricStreams.of(archived, plan.binding(), RunSettings.complete()).cells();
    }

    private long horizon() {
        return published.horizon().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE);
    }

    private DataStream<Cell> compare(
            DataStream<Cell> computed, DataStream<PublishedCell> published) {
        var json = new CellJson(plan.metrics());
        return named(
                "compare",
                computed.keyBy(cell -> PublishedCell.of(cell, json, "").identity())
                        .connect(published.keyBy(PublishedCell::identity))
                        .process(new CompareCells(plan.metrics()), CellType.INSTANCE));
    }

    private String run() {
        return plan.pipeline().name() + "-reprocess-" + events.orElse(0);
    }

    private EventScan scan(ReprocessRange read) {
        Set<String> columns = new TreeSet<>(plan.binding().eventColumns());
        columns.addAll(plan.pipeline().events().id());
        if (identifiesByPosition() || failuresNamePositions()) {
            columns.addAll(Set.of("_topic", "_partition", "_offset"));
        }
        return new EventScan(read.first(), read.end(), events, columns);
    }

    private boolean identifiesByPosition() {
        return plan.pipeline().events().id().isEmpty();
    }

    private boolean failuresNamePositions() {
        return plan.pipeline().metrics().stream().anyMatch(Metric::failsJob);
    }

    /** An event's position is read only where it is asked for. */
    private EventIdentity identity() {
        var layout = plan.layout();
        var identity = Identity.of(layout.eventType(), plan.pipeline().events().id());
        return event -> identity.hash(event, layout);
    }

    /** What a finished run of this found; sessions that were cut are counted by {@link #cut}. */
    public Comparison found(JobExecutionResult result) {
        return Comparison.of(result, mode == Mode.CORRECT);
    }

    /** How many sessions in the range reach beyond what was read. */
    public long cut(JobExecutionResult result) {
        Long cut = result.getAccumulatorResult(CellsInRange.CUT);
        return cut == null ? 0 : cut;
    }
}
