package org.tallystick.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The definition of a metric's results: which events make up each cell, and which were late.
 *
 * <p>A function of the events alone: their order in the list means nothing.
 *
 * @param windows the metric's windows
 * @param lateness which events its windows go without
 */
public record Oracle(List<OracleWindow> windows, Lateness lateness) {

    /**
     * @param cells the events of every cell, in the order of {@link OracleEvent#time}; apply a
     *     {@link Measure} for a value
     * @param late what every window went without, if anything; all keys together
     */
    public record Verdict(
            SortedMap<CellId, List<OracleEvent>> cells, SortedMap<LateId, List<OracleEvent>> late) {

        /** Count and fingerprint of what every window went without. */
        public SortedMap<LateId, Tally> lateTallies() {
            var tallies = new TreeMap<LateId, Tally>();
            late.forEach((id, events) -> tallies.put(id, Tally.of(events)));
            return tallies;
        }

        private void count(String window, Span span, OracleEvent event) {
            var id = new CellId(window, span.start(), span.end(), event.key());
            cells.computeIfAbsent(id, unused -> new ArrayList<>()).add(event);
        }

        private void goWithout(String window, Span span, OracleEvent event) {
            var id = new LateId(window, span.start(), span.end());
            late.computeIfAbsent(id, unused -> new ArrayList<>()).add(event);
        }
    }

    /** What must be published when all these events have come and every window is closed. */
    public Verdict judge(List<OracleEvent> events) {
        var verdict = new Verdict(new TreeMap<>(), new TreeMap<>());
        var byTime = events.stream().sorted(Comparator.comparing(OracleEvent::time)).toList();
        for (OracleWindow window : windows) {
            if (window instanceof OracleWindow.Session session) {
                judgeSessions(session, byTime, verdict);
            } else if (window instanceof OracleWindow.Aligned aligned) {
                judgeAligned(aligned, byTime, verdict);
            }
        }
        return verdict;
    }

    private void judgeAligned(
            OracleWindow.Aligned window, List<OracleEvent> byTime, Verdict verdict) {
        for (OracleEvent event : byTime) {
            for (Span span : window.spansOf(event.time())) {
                if (lateness.isLate(event, span.end())) {
                    verdict.goWithout(window.text(), span, event);
                } else {
                    verdict.count(window.text(), span, event);
                }
            }
        }
    }

    private void judgeSessions(
            OracleWindow.Session window, List<OracleEvent> byTime, Verdict verdict) {
        var onTime =
                new TreeMap<String, List<OracleEvent>>(
                        Comparator.nullsFirst(Comparator.naturalOrder()));
        for (OracleEvent event : byTime) {
            var own = new Span(event.time(), event.time() + window.gap());
            if (lateness.isLate(event, own.end())) {
                verdict.goWithout(window.text(), own, event);
            } else {
                onTime.computeIfAbsent(event.key(), unused -> new ArrayList<>()).add(event);
            }
        }
        onTime.values().forEach(ofKey -> cutIntoSessions(window, ofKey, verdict));
    }

    /** A pause of more than the gap ends a session; one of exactly the gap does not. */
    private static void cutIntoSessions(
            OracleWindow.Session window, List<OracleEvent> byTime, Verdict verdict) {
        int first = 0;
        for (int next = 1; next <= byTime.size(); next++) {
            long end = byTime.get(next - 1).time() + window.gap();
            if (next == byTime.size() || byTime.get(next).time() > end) {
                var span = new Span(byTime.get(first).time(), end);
                byTime.subList(first, next)
                        .forEach(event -> verdict.count(window.text(), span, event));
                first = next;
            }
        }
    }
}
