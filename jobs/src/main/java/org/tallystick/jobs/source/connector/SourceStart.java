package org.tallystick.jobs.source.connector;

import org.tallystick.jobs.archive.Known;

/**
 * Which part of a source to read.
 *
 * @param bounded whether to end where the source ends now
 * @param resumed whether it goes on from a savepoint
 * @param skip what not to read again
 * @param archived what the archive holds, be it read again or not
 */
public record SourceStart(boolean bounded, boolean resumed, Known skip, Known archived) {

    /** All that there is, from the beginning. */
    public static SourceStart everything(boolean bounded) {
        return new SourceStart(bounded, false, Known.NOTHING, Known.NOTHING);
    }
}
