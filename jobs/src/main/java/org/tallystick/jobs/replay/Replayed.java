package org.tallystick.jobs.replay;

import java.util.List;

/**
 * What a replay has made of rejects.
 *
 * @param events how many have become events
 * @param repeats how many repeat an event that the archive holds, or one of those
 * @param rejects how many are rejects still
 * @param reasons of the first of those: where they are and why, one line each
 */
public record Replayed(long events, long repeats, long rejects, List<String> reasons) {
    /** There was none to decode again. */
    public static final Replayed NOTHING = new Replayed(0, 0, 0, List.of());

    public Replayed {
        reasons = List.copyOf(reasons);
    }
}
