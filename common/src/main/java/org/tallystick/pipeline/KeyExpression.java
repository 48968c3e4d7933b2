package org.tallystick.pipeline;

/**
 * A part of a metric's key.
 *
 * @param name its name in results
 * @param expression a SQL expression over the event, often just a column
 */
public record KeyExpression(String name, String expression) {}
