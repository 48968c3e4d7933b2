package org.tallystick.jobs.reprocess;

import java.io.Serializable;

/**
 * What the windows of a kind came to, as far as one subtask has judged them, or all.
 *
 * @param metric the metric's name
 * @param window the window's text
 */
public record KindSum(String metric, String window, KindBooks books) implements Serializable {

    KindSum and(KindSum other) {
        return new KindSum(metric, window, books.and(other.books));
    }

    String identity() {
        return metric + "\n" + window;
    }
}
