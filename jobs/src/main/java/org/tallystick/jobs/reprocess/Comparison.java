package org.tallystick.jobs.reprocess;

import org.apache.flink.api.common.JobExecutionResult;

/**
 * What reprocessing found: published cells against those computed from the archive.
 *
 * @param matched cells that agree to the last bit
 * @param changed cells that were published with another value
 * @param missing cells that were not published and should have been
 * @param extra cells that were published and should not have been
 * @param corrected corrections that were published
 */
public record Comparison(long matched, long changed, long missing, long extra, long corrected) {

    static Comparison of(JobExecutionResult result, boolean corrected) {
        long changed = count(result, Verdict.CHANGED);
        long missing = count(result, Verdict.MISSING);
        long extra = count(result, Verdict.EXTRA);
        return new Comparison(
                count(result, Verdict.MATCHED),
                changed,
                missing,
                extra,
                corrected ? changed + missing + extra : 0);
    }

    private static long count(JobExecutionResult result, Verdict verdict) {
        Long count = result.getAccumulatorResult(verdict.accumulator());
        return count == null ? 0 : count;
    }

    /** Cells that differed. */
    public long differences() {
        return changed + missing + extra;
    }

    /** Whether everything published is as the archive has it, or now is. */
    public boolean agrees() {
        return corrected >= differences();
    }
}
