package org.tallystick.engine.assemble;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tallystick.aggregate.TestColumns;
import org.tallystick.engine.Lateness;
import org.tallystick.oracle.EventGenerator;
import org.tallystick.oracle.Oracle;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.Tally;

/**
 * Events, and what must become of them in every {@link TrialMetric}.
 *
 * @param partitions the events of each partition, by offset
 * @param outOfOrderness ms
 * @param allowed the allowed lateness, ms
 * @param nothingIsLate whether every event counts
 * @param metrics which
 */
public record Trial(
        List<List<OracleEvent>> partitions,
        long outOfOrderness,
        long allowed,
        boolean nothingIsLate,
        List<TrialMetric> metrics) {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int FEW_KEYS = 20;
    private static final long GRAIN = Duration.ofMinutes(10).toMillis();

    /** A day before the end of daylight saving in New York. */
    private static final long CLOCK_CHANGE = Instant.parse("2026-10-31T00:00:00Z").toEpochMilli();

    /** What must be published of a cell. */
    public record Expected(TrialMetric metric, List<OracleEvent> events) {}

    /** Three days about a change of the clock, or about the epoch. */
    public static Trial of(long seed, int events, long allowed, EventGenerator.Doubles doubles) {
        return of(seed, events, FEW_KEYS, allowed, doubles);
    }

    /** The same, with as many keys as there are to be. */
    public static Trial of(
            long seed, int events, int keys, long allowed, EventGenerator.Doubles doubles) {
        var timing =
                new EventGenerator.Timing(
                        seed % 3 == 0 ? -36 * HOUR : CLOCK_CHANGE,
                        72 * HOUR,
                        GRAIN,
                        2 * HOUR,
                        Math.max(allowed, HOUR),
                        HOUR);
        var partitions = new EventGenerator(events, 4, keys, timing, doubles).generate(seed);
        return new Trial(partitions, 2 * HOUR, allowed, false, TrialMetric.ALL);
    }

    /** The same events, none of them late. */
    public Trial complete() {
        return new Trial(partitions, outOfOrderness, 0, true, metrics);
    }

    /** Of all partitions. */
    public List<OracleEvent> events() {
        return EventGenerator.flat(partitions);
    }

    /** As the engine has it. */
    public Lateness lateness() {
        return nothingIsLate ? Lateness.none() : Lateness.of(outOfOrderness, allowed);
    }

    private Oracle.Verdict verdict(TrialMetric metric) {
        var lateness =
                nothingIsLate
                        ? org.tallystick.oracle.Lateness.NOTHING_LATE
                        : org.tallystick.oracle.Lateness.of(outOfOrderness, allowed);
        return new Oracle(metric.oracleWindows(), lateness).judge(metric.counted(events()));
    }

    /** Every cell that must be published in the end. */
    public Map<Published.Id, Expected> cells() {
        var cells = new TreeMap<Published.Id, Expected>();
        for (TrialMetric metric : metrics) {
            verdict(metric)
                    .cells()
                    .forEach(
                            (id, events) ->
                                    cells.put(
                                            new Published.Id(
                                                    metric.layout().name(),
                                                    id.window(),
                                                    id.start(),
                                                    id.end(),
                                                    metric.keys(id.key())),
                                            new Expected(metric, events)));
        }
        return cells;
    }

    /** What every metric window went without; an id without keys. */
    public Map<Published.Id, Tally> late() {
        var late = new TreeMap<Published.Id, Tally>();
        for (TrialMetric metric : metrics) {
            verdict(metric)
                    .lateTallies()
                    .forEach(
                            (id, tally) ->
                                    late.put(
                                            new Published.Id(
                                                    metric.layout().name(),
                                                    id.window(),
                                                    id.start(),
                                                    id.end(),
                                                    List.of()),
                                            tally));
        }
        return late;
    }

    /** The projected event. */
    public static TestColumns columns(OracleEvent event) {
        var clock = event.clock().isEmpty() ? null : (Long) event.clock().getAsLong();
        return new TestColumns(
                event.time(), clock, event.identity(), new ArrayList<>(TrialMetric.values(event)));
    }
}
