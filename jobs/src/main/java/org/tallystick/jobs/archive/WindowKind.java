package org.tallystick.jobs.archive;

import java.io.Serializable;

/**
 * One kind of window of a metric.
 *
 * @param metric the metric's name
 * @param window the window's text
 */
public record WindowKind(String metric, String window) implements Serializable {}
