package org.tallystick.jobs.reprocess;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * {@link Judge} as an operator: whole windows in, those out that do not match, and in the end sums
 * by the side. The ledger is read when the first window comes that is to be looked into.
 */
final class JudgeWindows extends AbstractStreamOperator<JudgedWindow>
        implements OneInputStreamOperator<WindowAccount, JudgedWindow>, BoundedOneInput {
    /** What all windows of each kind came to in one subtask. */
    static final OutputTag<KindSum> SUMS =
            new OutputTag<>("kind-sums", TypeInformation.of(KindSum.class));

    private static final String JUDGED = "judged-windows";

    private final Judge.Ruling ruling;
    private final boolean all;
    private final JudgedWindows judged;

    private transient Map<WindowVerdict, Counter> verdicts;
    private transient Judge judge;

    /**
     * @param all whether those in which no cell differs are looked into, too
     * @param kept how many that nothing explains come back with the job's result
     */
    JudgeWindows(Judge.Ruling ruling, boolean all, int kept) {
        this.ruling = ruling;
        this.all = all;
        this.judged = new JudgedWindows(kept);
    }

    /** What all subtasks of a finished job found. */
    static JudgedWindows judged(JobExecutionResult result) {
        JudgedWindows found = result.getAccumulatorResult(JUDGED);
        return Objects.requireNonNull(found, "every job that judges windows brings its counts");
    }

    @Override
    public void open() throws Exception {
        super.open();
        getRuntimeContext().addAccumulator(JUDGED, judged);
        verdicts = new EnumMap<>(WindowVerdict.class);
        for (WindowVerdict verdict : WindowVerdict.values()) {
            verdicts.put(verdict, verdict.counter(getRuntimeContext().getMetricGroup()));
        }
    }

    @Override
    public void processElement(StreamRecord<WindowAccount> element) throws IOException {
        var window = element.getValue();
        var known = all || window.isDoubtful() ? window : window.judgedAlone();
        if (known.isNone()) {
            return;
        }
        var verdict = judge(known);
        judged.add(verdict);
        verdicts.get(verdict.verdict()).inc();
        if (verdict.verdict() != WindowVerdict.MATCH) {
            output.collect(new StreamRecord<>(verdict));
        }
    }

    private JudgedWindow judge(WindowAccount window) throws IOException {
        if (!all && !window.isDoubtful()) {
            return new JudgedWindow(window, WindowVerdict.MATCH, Map.of(), "");
        }
        judge = judge == null ? new Judge(ruling) : judge;
        return judge.judge(window);
    }

    @Override
    public void endInput() {
        judged.books()
                .forEach(
                        (kind, books) ->
                                output.collect(SUMS, new StreamRecord<>(new KindSum(kind, books))));
    }
}
