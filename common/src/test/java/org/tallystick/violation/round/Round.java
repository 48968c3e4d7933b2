package org.tallystick.violation.round;

import org.tallystick.violation.trip.Trip;

/** Half of a cycle. */
public record Round(Trip trip) {}
