package org.tallystick.oracle;

/**
 * A stretch of event time.
 *
 * @param start epoch ms, inclusive
 * @param end epoch ms, exclusive
 */
public record Span(long start, long end) {

    /** Whether {@code time} lies in it. */
    public boolean contains(long time) {
        return start <= time && time < end;
    }
}
