package org.tallystick.violation.trip;

import org.tallystick.violation.round.Round;

/** The other half. */
public record Trip(Round round) {}
