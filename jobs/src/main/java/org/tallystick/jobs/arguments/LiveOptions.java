package org.tallystick.jobs.arguments;

import java.util.function.Consumer;

/**
 * How a live job is to run.
 *
 * @param bounded whether to stop where the sources end now; then every window fires
 * @param skipKnown whether to pass over what the archive holds, where it would be read again
 * @param resumeLatest whether to go on from the pipeline's newest savepoint or checkpoint
 * @param tell takes lines for people
 */
public record LiveOptions(
        boolean bounded, boolean skipKnown, boolean resumeLatest, Consumer<String> tell) {

    /** A run from nothing, or from the savepoint that the environment names. */
    public static LiveOptions of(boolean bounded) {
        return new LiveOptions(bounded, false, false, line -> {});
    }
}
