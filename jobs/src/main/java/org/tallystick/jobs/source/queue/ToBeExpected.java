package org.tallystick.jobs.source.queue;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Messages that are in the checkpoint which a job goes on from and may come again, each once. */
final class ToBeExpected {
    private final Map<BodyDigest, Integer> counts = new HashMap<>();

    void add(Collection<BodyDigest> digests) {
        digests.forEach(digest -> counts.merge(digest, 1, Integer::sum));
    }

    boolean contains(BodyDigest digest) {
        return counts.containsKey(digest);
    }

    /** One of them has come. */
    void remove(BodyDigest digest) {
        counts.computeIfPresent(digest, (any, count) -> count == 1 ? null : count - 1);
    }
}
