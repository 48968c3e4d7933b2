package org.tallystick.jobs.archive;

import java.io.Serializable;
import java.util.HashMap;

/**
 * By which definitions of a pipeline its windows have been published live.
 *
 * @param closedUntil how far the runs of each had closed windows in the end, epoch ms
 */
public record Definitions(HashMap<String, Long> closedUntil) implements Serializable {
    /** None at all. */
    public static final Definitions NONE = new Definitions(new HashMap<>());

    /**
     * Runs of a definition of metrics have published all windows that end at this time or before;
     * epoch ms, {@link Long#MIN_VALUE} where there were none.
     *
     * @param definition as the runs have noted it
     */
    public long publishedUntil(String definition) {
        long watermark = closedUntil.getOrDefault(definition, Long.MIN_VALUE);
        return watermark == Long.MIN_VALUE ? watermark : watermark + 1;
    }

    /**
     * Whether another definition than this one may have published a window: where its runs had not
     * come so far, they have not.
     *
     * @param end of the window, epoch ms
     */
    public boolean isByAnother(String definition, long end) {
        return closedUntil.entrySet().stream()
                .anyMatch(each -> !each.getKey().equals(definition) && each.getValue() >= end - 1);
    }
}
