package org.tallystick.source;

import java.io.Serializable;
import java.util.Optional;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * Tells failures of a source that no restart can mend, such as a password that is refused, from
 * those that may pass.
 */
@FunctionalInterface
public interface PermanentFailure extends Serializable {

    /** Of a source whose failures may all pass. */
    PermanentFailure NONE = failure -> Optional.empty();

    /**
     * Why a job cannot go on, in one line; empty where a restart may help.
     *
     * @param failure what was thrown; the reason may be in its causes
     */
    Optional<String> reason(Throwable failure);

    /** Ends the job if the failure is permanent. */
    default void check(Throwable failure) {
        reason(failure)
                .ifPresent(
                        line -> {
                            var permanent = new IllegalStateException(line);
                            permanent.addSuppressed(failure);
                            throw new SuppressRestartsException(permanent);
                        });
    }
}
