package org.tallystick.jobs.source;

import org.tallystick.jobs.archive.Known;

/**
 * Which part of a source to read.
 *
 * @param bounded whether to end where the source ends now
 * @param skip what not to read again
 */
public record SourceStart(boolean bounded, Known skip) {

    /** All that there is. */
    public static SourceStart everything(boolean bounded) {
        return new SourceStart(bounded, Known.NOTHING);
    }
}
