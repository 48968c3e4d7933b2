package org.tallystick.jobs.reprocess;

import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;

/**
 * {@link Judge} as a function: whole windows in, those out of which a cell differs. The ledger is
 * read when the first of them comes.
 */
final class JudgeWindows extends RichFlatMapFunction<WindowAccount, JudgedWindow> {
    private static final String JUDGED = "judged-windows";

    private final Judge.Ruling ruling;
    private final boolean all;
    private final JudgedWindows judged;

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
    public void open(OpenContext context) {
        getRuntimeContext().addAccumulator(JUDGED, judged);
    }

    @Override
    public void flatMap(WindowAccount window, Collector<JudgedWindow> out) throws IOException {
        var known = all || window.differing() > 0 ? window : window.judgedAlone();
        if (!known.isNone()) {
            judge(known, out);
        }
    }

    private void judge(WindowAccount window, Collector<JudgedWindow> out) throws IOException {
        if (window.differing() == 0 && !all) {
            judged.add(new JudgedWindow(window, WindowVerdict.MATCH, Map.of(), ""));
            return;
        }
        judge = judge == null ? new Judge(ruling) : judge;
        var verdict = judge.judge(window);
        judged.add(verdict);
        if (verdict.verdict() != WindowVerdict.MATCH) {
            out.collect(verdict);
        }
    }
}
