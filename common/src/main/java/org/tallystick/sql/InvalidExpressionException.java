package org.tallystick.sql;

import java.util.Optional;
import org.tallystick.pipeline.Problem;

/** An expression cannot be used; the message is one line for the user. */
final class InvalidExpressionException extends Exception {
    private final String hint;

    InvalidExpressionException(String message, Optional<String> hint) {
        super(message);
        this.hint = hint.orElse(null);
    }

    InvalidExpressionException(String message, String hint) {
        this(message, Optional.of(hint));
    }

    Problem at(String place) {
        return new Problem(place, getMessage(), Optional.ofNullable(hint));
    }
}
