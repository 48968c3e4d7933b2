package org.tallystick.jobs.archive;

/**
 * One window of a metric.
 *
 * @param metric the metric's name
 * @param window the window's text
 * @param end epoch ms, exclusive
 */
public record WindowEnd(String metric, String window, long end) {}
