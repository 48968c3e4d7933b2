package org.tallystick.jobs.archive;

import java.io.Serializable;
import org.tallystick.engine.Tally;

/**
 * What a certificate says of one window of a metric, or of all of a kind.
 *
 * @param metric the metric's name
 * @param window the window's text
 * @param start epoch ms, inclusive; null for all of the kind
 * @param end epoch ms, exclusive; null for all of the kind
 * @param verdict of the window; of all the worst
 * @param windows how many have each verdict, as JSON
 * @param complete all events that belong to it; like the others of those windows that do not match
 * @param seen those that the live job must have counted
 * @param live those of the cells that it published
 * @param reasons which it went without, by the reason, as JSON
 * @param doubt what does not add up; empty where all does
 */
public record CertificateRow(
        String metric,
        String window,
        Long start,
        Long end,
        String verdict,
        String windows,
        Tally complete,
        Tally seen,
        Tally live,
        String reasons,
        String doubt)
        implements Serializable {

    /** What one row of a certificate is known by. */
    public String identity() {
        return String.join("\n", metric, window, String.valueOf(start), String.valueOf(end));
    }
}
