package org.tallystick.window;

/**
 * Per key, a stretch of events with no pause of more than {@code gapMillis}; it ends {@code
 * gapMillis} after its last event. Two events exactly one gap apart share a session, as in Flink.
 *
 * @param gapMillis ms, positive
 */
public record SessionWindow(long gapMillis, String text) implements Window {}
