package org.tallystick.query;

/**
 * Why a query cannot be a metric.
 *
 * @param place where in the query
 * @param message one line without a full stop
 */
public record Refusal(Place place, String message) {}
