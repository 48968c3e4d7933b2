package org.tallystick.engine;

/**
 * A stretch of event time that windows are made of, with those events in it that count for windows
 * ending at {@code from} or later.
 *
 * @param start epoch ms, inclusive
 * @param end epoch ms, exclusive
 * @param from epoch ms: {@code end}, unless the events were late for some of the slice's windows
 */
public record Slice(long start, long end, long from) {

    /** The same stretch, with events that count for all windows it lies in. */
    public Slice whole() {
        return new Slice(start, end, end);
    }
}
