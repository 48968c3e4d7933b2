package org.tallystick.bench;

import java.util.Arrays;

/** How many events of the stream are late, by 1 to 10 minutes. */
public enum LateEvents {
    /** None. */
    CLEAN("clean", 0),
    /** One in 1,000. */
    LATE("late", 1),
    /** One in 100. */
    OFTEN_LATE("often-late", 10);

    private final String word;
    private final int perThousand;

    LateEvents(String word, int perThousand) {
        this.word = word;
        this.perThousand = perThousand;
    }

    /** The variant that the scripts call so. */
    static LateEvents of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no variant " + word));
    }

    int perThousand() {
        return perThousand;
    }
}
