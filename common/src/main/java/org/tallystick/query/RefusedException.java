package org.tallystick.query;

/** A part of a query that cannot be part of a metric. */
final class RefusedException extends Exception {
    private final transient Refusal refusal;

    RefusedException(Place place, String message) {
        super(message);
        refusal = new Refusal(place, message);
    }

    RefusedException(Syntax at, String message) {
        this(at.place(), message);
    }

    Refusal refusal() {
        return refusal;
    }
}
