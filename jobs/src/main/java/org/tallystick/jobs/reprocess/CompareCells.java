package org.tallystick.jobs.reprocess;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.flink.CellType;
import org.tallystick.jobs.archive.PublishedCell;
import org.tallystick.json.CellJson;

/**
 * Compares what a cell came to from the archive with what stands published, and says what would
 * have to be published to put it right. Keyed by the cell's identity, in BATCH execution: a cell is
 * judged when all there is of it has come.
 */
final class CompareCells extends KeyedCoProcessFunction<String, Cell, PublishedCell, Cell> {
    /** A record for each cell that does not stand as it should. */
    static final OutputTag<Difference> DIFFERENCES =
            new OutputTag<>("differences", TypeInformation.of(Difference.class));

    /** A record for each cell that there is or should be, of its window. */
    static final OutputTag<WindowAccount> WINDOWS =
            new OutputTag<>("windows", TypeInformation.of(WindowAccount.class));

    private static final String JUDGED = "judged-cells";

    /** The values of a cell that is not there. */
    private static final String NOTHING = "{}";

    private final List<BoundMetric> layouts;
    private final JudgedCells judged;
    private final boolean drawn;

    private transient Map<Verdict, Counter> metrics;
    private transient CellJson json;
    private transient Map<String, KeysJson> keys;
    private transient Map<String, List<String>> aggregates;
    private transient ValueState<Cell> computed;
    private transient ValueState<PublishedCell> published;

    /**
     * Compares cells of these metrics.
     *
     * @param wanted what comes back with the job's result
     */
    CompareCells(List<BoundMetric> layouts, Wanted wanted) {
        this.layouts = List.copyOf(layouts);
        this.judged = new JudgedCells(wanted.listed());
        this.drawn = wanted.drawn();
    }

    /** What all subtasks of a finished job found. */
    static JudgedCells judged(JobExecutionResult result) {
        JudgedCells found = result.getAccumulatorResult(JUDGED);
        return Objects.requireNonNull(found, "every job that compares cells brings its counts");
    }

    @Override
    public void open(OpenContext context) {
        metrics = new EnumMap<>(Verdict.class);
        json = new CellJson(layouts);
        keys = new HashMap<>();
        aggregates = new HashMap<>();
        for (BoundMetric metric : layouts) {
            keys.put(metric.name(), new KeysJson(metric));
            aggregates.put(metric.name(), metric.aggregateNames());
        }
        computed =
                getRuntimeContext()
                        .getState(new ValueStateDescriptor<>("computed", CellType.INSTANCE));
        published =
                getRuntimeContext()
                        .getState(
                                new ValueStateDescriptor<>(
                                        "published", TypeInformation.of(PublishedCell.class)));
        getRuntimeContext().addAccumulator(JUDGED, judged);
        for (Verdict verdict : Verdict.values()) {
            metrics.put(verdict, verdict.counter(getRuntimeContext().getMetricGroup()));
        }
    }

    @Override
    public void processElement1(Cell cell, Context context, Collector<Cell> out) throws Exception {
        computed.update(cell);
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }

    @Override
    public void processElement2(PublishedCell cell, Context context, Collector<Cell> out)
            throws Exception {
        published.update(cell);
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Cell> out) throws Exception {
        var now = computed.value();
        var before = published.value();
        var verdict = verdict(now, before);
        metrics.get(verdict).inc();
        if (now == null) {
            judged.count(before.metric(), before.window(), verdict);
        } else {
            judged.count(now.metric(), now.window(), verdict);
        }
        switch (verdict) {
            case GONE -> {}
            case MATCHED -> context.output(WINDOWS, window(now, before, false));
            case MISSING, CHANGED -> {
                context.output(WINDOWS, window(now, before, true));
                var revised = revised(now, before);
                out.collect(revised);
                differ(
                        new Difference(verdict, PublishedCell.of(revised, json, ""), before),
                        context);
            }
            case EXTRA -> {
                context.output(
                        WINDOWS,
                        WindowAccount.judged(
                                before.metric(),
                                before.window(),
                                before.start(),
                                before.end(),
                                true,
                                values(before.metric(), null, before)));
                out.collect(retracted(before));
                differ(new Difference(verdict, null, before), context);
            }
        }
        computed.clear();
        published.clear();
    }

    private WindowAccount window(Cell cell, PublishedCell before, boolean differs) {
        return WindowAccount.judged(
                cell.metric(),
                cell.window(),
                cell.start(),
                cell.end(),
                differs,
                values(cell.metric(), cell, before));
    }

    /** Null unless they are to be drawn. */
    private WindowValues values(String metric, Cell now, PublishedCell before) {
        if (!drawn) {
            return null;
        }
        boolean stands = before != null && !before.retracted();
        return new WindowValues(
                numbers(metric, stands ? before.values() : NOTHING),
                numbers(metric, now == null ? NOTHING : json.values(now)));
    }

    private List<WindowValues.Mean> numbers(String metric, String values) {
        return ValuesJson.numbers(values, aggregates.get(metric));
    }

    private void differ(Difference difference, OnTimerContext context) {
        judged.add(difference);
        context.output(DIFFERENCES, difference);
    }

    private Verdict verdict(Cell now, PublishedCell before) {
        boolean stands = before != null && !before.retracted();
        if (now == null) {
            return stands ? Verdict.EXTRA : Verdict.GONE;
        }
        if (!stands) {
            return Verdict.MISSING;
        }
        return equal(now, before) ? Verdict.MATCHED : Verdict.CHANGED;
    }

    /** Equal to the last bit, and made of the same events. */
    private boolean equal(Cell now, PublishedCell before) {
        return json.values(now).equals(before.values())
                && now.events() == before.events()
                && now.fingerprint() == before.fingerprint();
    }

    private static Cell revised(Cell now, PublishedCell before) {
        int revision = before == null ? 1 : before.revision() + 1;
        return new Cell(
                now.metric(),
                now.window(),
                now.start(),
                now.end(),
                now.keys(),
                now.values(),
                now.events(),
                now.fingerprint(),
                revision,
                false);
    }

    private Cell retracted(PublishedCell before) {
        var metric = keys.get(before.metric());
        return new Cell(
                before.metric(),
                before.window(),
                before.start(),
                before.end(),
                metric.parse(before.keys()),
                Collections.nCopies(metric.aggregates(), null),
                0,
                0,
                before.revision() + 1,
                true);
    }
}
