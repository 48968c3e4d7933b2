package org.tallystick.jobs.reprocess;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tallystick.engine.Tally;

/**
 * What the windows of one kind of a metric came to, added up.
 *
 * @param windows how many have each verdict, by its name; none are missing
 * @param cells how many of their cells do not stand as they should
 * @param tallies which events they hold, of those that were looked into
 * @param reasons which events they went without, as of {@link JudgedWindow}
 */
public record KindBooks(
        Map<String, Long> windows, long cells, WindowTallies tallies, Map<String, Tally> reasons)
        implements Serializable {

    /** Those of no windows. */
    public static final KindBooks NONE =
            new KindBooks(Map.of(), 0, WindowTallies.NOTHING, Map.of());

    static KindBooks of(JudgedWindow window) {
        return new KindBooks(
                window.account().cells() == 0 && window.verdict().isFine()
                        ? Map.of()
                        : Map.of(window.verdict().name(), 1L),
                window.account().differing(),
                window.account().tallies(),
                Map.copyOf(window.reasons()));
    }

    KindBooks and(KindBooks other) {
        var counts = new HashMap<>(windows);
        other.windows.forEach((verdict, count) -> counts.merge(verdict, count, Long::sum));
        var sums = new HashMap<>(reasons);
        other.reasons.forEach((reason, events) -> sums.merge(reason, events, Tally::plus));
        return new KindBooks(counts, cells + other.cells, tallies.plus(other.tallies), sums);
    }

    /** How many windows have a verdict. */
    public long windows(WindowVerdict verdict) {
        return windows.getOrDefault(verdict.name(), 0L);
    }

    /** How many events the windows went without, by the reason. */
    public SortedMap<String, Long> counts() {
        var counts = new TreeMap<String, Long>();
        reasons.forEach((reason, tally) -> counts.put(reason, tally.events()));
        return counts;
    }

    /** The worst verdict of any window. */
    public WindowVerdict verdict() {
        var worst = WindowVerdict.MATCH;
        for (var verdict : WindowVerdict.values()) {
            worst = windows(verdict) > 0 ? worst.or(verdict) : worst;
        }
        return worst;
    }
}
