package org.tallystick.jobs.lateness;

import static org.tallystick.flink.Operators.chained;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.data.RowData;
import org.tallystick.engine.Lateness;
import org.tallystick.jobs.archive.Archive;
import org.tallystick.jobs.plan.Plan;
import org.tallystick.jobs.reprocess.ArchivedEvents;
import org.tallystick.jobs.reprocess.ReprocessRange;
import org.tallystick.jobs.source.Sources;

/**
 * Counts, in one pass over archived events in any order, how late they came: the clock that each
 * found travels with it. What is held does not grow with the archive.
 *
 * @param plan the pipeline
 * @param range the event time of the events that are counted
 * @param events the archive's, pinned
 */
public record LatenessWhatIf(Plan plan, ReprocessRange range, ArchivedEvents events) {
    private static final Set<String> COLUMNS =
            Set.of("_topic", "_partition", "_partition_time", "_ingested_at");

    /** Of what the archive holds now. */
    public static LatenessWhatIf of(Plan plan, Archive archive, ReprocessRange range)
            throws IOException {
        return new LatenessWhatIf(plan, range, ArchivedEvents.of(plan, archive));
    }

    /** Adds the whole job to an environment in BATCH execution. */
    public void define(StreamExecutionEnvironment env, Archive archive) {
        var naming = Sources.of(plan.pipeline().source()).naming();
        var read = came(events.read(env, archive, range.times(), COLUMNS));
        var arrivals = new CountArrivals(plan.layout(), naming, allowances());
        count("count-arrivals", read, arrivals);
        var binding = plan.binding();
        var projected = binding.project(read, group -> new SimpleCounter(), "").rows();
        var lateness = new CountLateness(plan.metrics(), binding.columnTypes(), allowances());
        count("count-lateness", projected, lateness);
    }

    /** Not those that were decoded again: no setting would have had them on time. */
    private DataStream<RowData> came(DataStream<RowData> archived) {
        var layout = plan.layout();
        return chained(
                "came",
                archived,
                archived.filter(event -> !Objects.equals(layout.clock(event), Lateness.AFTER_ALL)));
    }

    private Allowances allowances() {
        return Allowances.of(plan.pipeline().events());
    }

    private static void count(
            String uid, DataStream<RowData> rows, ProcessFunction<RowData, Void> count) {
        var counted = chained(uid, rows, rows.process(count, Types.VOID));
        counted.sinkTo(new DiscardingSink<>()).uid("after-" + uid).name("after-" + uid);
    }

    /** What a finished run of this found. */
    public LatenessReport found(JobExecutionResult result) {
        var lateness = CountLateness.of(result);
        var arrivals = CountArrivals.of(result);
        var settings = plan.pipeline().events();
        return new LatenessReport(
                settings.outOfOrderness().toMillis(),
                settings.allowedLateness().toMillis(),
                allowances().all(),
                lateness.behind(),
                lateness.late(),
                lateness.kinds(),
                arrivals.partitions(),
                lateness.late().of() == 0 ? Optional.empty() : Optional.of(arrivals.arrivals()));
    }
}
