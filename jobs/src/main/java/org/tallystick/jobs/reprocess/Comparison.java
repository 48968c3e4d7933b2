package org.tallystick.jobs.reprocess;

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

    /** Cells that differed. */
    public long differences() {
        return changed + missing + extra;
    }

    /** Whether everything published is as the archive has it, or now is. */
    public boolean agrees() {
        return corrected >= differences();
    }
}
