package org.tallystick.jobs.archive;

import java.io.Serial;
import org.tallystick.pipeline.Problem;

/** A condition on a table's rows cannot be used; the message is one line for the user. */
public final class BadConditionException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1;

    BadConditionException(Problem problem) {
        super(problem.message() + problem.hint().map(hint -> ": " + hint).orElse(""));
    }
}
