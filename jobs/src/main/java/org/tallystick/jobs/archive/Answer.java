package org.tallystick.jobs.archive;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.util.SnapshotUtil;

/**
 * What a run of corrections has seen to: the windows of its range stand as the archive had them,
 * whatever the ledger had said of them by then. It is kept with the corrections, in the summary of
 * their snapshot.
 *
 * @param ledger the snapshot of the ledger that belonged to the events
 * @param closed windows that end at this time or before were judged, epoch ms; no others
 * @param openSince when the first session of the range began that was not judged, since it ended
 *     later, epoch ms; {@link Long#MAX_VALUE} if all were
 * @param from of windows that overlap a range: its first time, epoch ms, inclusive; {@link
 *     Long#MIN_VALUE} if there is none
 * @param to its end, exclusive; {@link Long#MAX_VALUE} if there is none
 * @param kinds of these kinds of windows
 */
public record Answer(
        long ledger, long closed, long openSince, long from, long to, Set<WindowKind> kinds)
        implements Serializable {
    private static final String PREFIX = "tallystick.answer.";
    private static final String LEDGER = PREFIX + "ledger";
    private static final String CLOSED = PREFIX + "closed";
    private static final String OPEN_SINCE = PREFIX + "open-since";
    private static final String FROM = PREFIX + "from";
    private static final String TO = PREFIX + "to";
    private static final String KINDS = PREFIX + "kinds";
    private static final String BETWEEN_KINDS = "\n";
    private static final String WITHIN_KIND = "\t";

    public Answer {
        kinds = Set.copyOf(kinds);
    }

    /** Whether it is about all windows of these kinds that were closed. */
    public boolean isWhole(Set<WindowKind> of) {
        return from == Long.MIN_VALUE && to == Long.MAX_VALUE && kinds.containsAll(of);
    }

    /** The same, where sessions have stayed open since this time, epoch ms. */
    Answer openSince(long time) {
        return new Answer(ledger, closed, time, from, to, kinds);
    }

    /** What the snapshots of {@code results} have, the newest first. */
    static List<Answer> all(Table results) {
        var answers = new ArrayList<Answer>();
        if (results.currentSnapshot() != null) {
            for (Snapshot snapshot : SnapshotUtil.currentAncestors(results)) {
                if (snapshot.summary().containsKey(LEDGER)) {
                    answers.add(of(snapshot.summary()));
                }
            }
        }
        return answers;
    }

    private static Answer of(Map<String, String> summary) {
        var kinds = new HashSet<WindowKind>();
        for (String kind : summary.get(KINDS).split(BETWEEN_KINDS, -1)) {
            var parts = kind.split(WITHIN_KIND, 2);
            kinds.add(new WindowKind(parts[0], parts[1]));
        }
        return new Answer(
                Long.parseLong(summary.get(LEDGER)),
                Long.parseLong(summary.get(CLOSED)),
                Long.parseLong(summary.get(OPEN_SINCE)),
                Long.parseLong(summary.get(FROM)),
                Long.parseLong(summary.get(TO)),
                kinds);
    }

    Map<String, String> properties() {
        var properties = new HashMap<String, String>();
        properties.put(LEDGER, Long.toString(ledger));
        properties.put(CLOSED, Long.toString(closed));
        properties.put(OPEN_SINCE, Long.toString(openSince));
        properties.put(FROM, Long.toString(from));
        properties.put(TO, Long.toString(to));
        properties.put(
                KINDS,
                kinds.stream()
                        .map(kind -> kind.metric() + WITHIN_KIND + kind.window())
                        .sorted()
                        .collect(Collectors.joining(BETWEEN_KINDS)));
        return properties;
    }
}
