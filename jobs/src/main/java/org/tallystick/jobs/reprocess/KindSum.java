package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import org.tallystick.jobs.archive.WindowKind;

/**
 * What the windows of a kind came to, as far as one subtask has judged them, or all.
 *
 * @param kind which they are
 * @param books what they came to
 */
public record KindSum(WindowKind kind, KindBooks books) implements Serializable {

    KindSum and(KindSum other) {
        return new KindSum(kind, books.and(other.books));
    }

    String identity() {
        return kind.metric() + "\n" + kind.window();
    }
}
