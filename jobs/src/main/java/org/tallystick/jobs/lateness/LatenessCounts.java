package org.tallystick.jobs.lateness;

import java.util.List;
import java.util.OptionalLong;
import org.tallystick.engine.BoundMetric;

/** How late events came: for each kind of window of each metric, and for any. */
final class LatenessCounts implements Mergeable<LatenessCounts> {
    private final Allowances allowances;
    private final CountsByAllowance behind;
    private final CountsByAllowance late;
    private final List<KindCounts> kinds;

    LatenessCounts(List<BoundMetric> metrics, Allowances allowances) {
        this.allowances = allowances;
        behind = new CountsByAllowance(allowances);
        late = new CountsByAllowance(allowances);
        kinds =
                metrics.stream()
                        .flatMap(
                                metric ->
                                        metric.windows().stream()
                                                .map(
                                                        window ->
                                                                new KindCounts(
                                                                        metric.name(),
                                                                        window.text(),
                                                                        allowances)))
                        .toList();
    }

    /** The counts of the kind that stands there, of all metrics' windows. */
    KindCounts kind(int place) {
        return kinds.get(place);
    }

    /**
     * Counts an event.
     *
     * @param time epoch ms
     * @param clock of its partition when it came, epoch ms; none where it is the first
     * @param lateFor how many allowances make it late for a window of a metric
     */
    void add(long time, OptionalLong clock, int lateFor) {
        // By more than an allowance, so by a millisecond more at least.
        behind.add(clock.isPresent() ? allowances.upTo(clock.getAsLong() - time - 1) : 0, 1);
        late.add(lateFor, 1);
    }

    @Override
    public void merge(LatenessCounts other) {
        behind.merge(other.behind);
        late.merge(other.late);
        for (int i = 0; i < kinds.size(); i++) {
            kinds.get(i).merge(other.kinds.get(i));
        }
    }

    /** How many of all events lie behind their partition's clock by more than an allowance. */
    LatenessReport.Late behind() {
        return new LatenessReport.Late(behind.total(), behind.uncovered());
    }

    /** How many of all events are late for a window of a metric. */
    LatenessReport.Late late() {
        return new LatenessReport.Late(late.total(), late.uncovered());
    }

    /** The same for each kind of window, in the metrics' order. */
    List<LatenessReport.Kind> kinds() {
        return kinds.stream().map(KindCounts::report).toList();
    }
}
