package org.tallystick.jobs.sink.influxdb;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tallystick.engine.BoundMetric;
import org.tallystick.engine.Cell;
import org.tallystick.engine.KeyColumn;
import org.tallystick.jobs.sink.http.HttpCall;
import org.tallystick.jobs.sink.http.HttpSession;
import org.tallystick.jobs.sink.http.LineFormat;
import org.tallystick.jobs.sink.http.RefusedCallException;
import org.tallystick.jobs.sink.http.UnfitCellException;

/**
 * Cells as InfluxDB takes them: points of the measurements of their metrics, at the starts of their
 * windows.
 *
 * @param path where they are posted to
 */
record InfluxLines(String path, HashMap<String, InfluxPoint> points) implements LineFormat {
    private static final Set<String> TAKEN =
            Set.of(
                    "time",
                    InfluxPoint.WINDOW,
                    InfluxPoint.LENGTH,
                    InfluxPoint.END,
                    InfluxPoint.NULLS,
                    "events",
                    "revision",
                    "retracted");

    /**
     * @throws IllegalArgumentException for a column of a name that every point has
     */
    static InfluxLines of(List<BoundMetric> metrics, String path) {
        var points = new HashMap<String, InfluxPoint>();
        for (var metric : metrics) {
            Stream.concat(
                            metric.keys().stream().map(KeyColumn::name),
                            metric.aggregateNames().stream())
                    .forEach(name -> requireFree(metric, name));
            points.put(metric.name(), InfluxPoint.of(metric));
        }
        return new InfluxLines(path, points);
    }

    private static void requireFree(BoundMetric metric, String name) {
        if (TAKEN.contains(name)) {
            throw new IllegalArgumentException(
                    "influxdb sink: metric %s has a column %s, which every point has: rename it"
                            .formatted(metric.name(), name));
        }
    }

    @Override
    public String line(Cell cell, String identity) throws UnfitCellException {
        return points.get(cell.metric()).line(cell);
    }

    /** Writes nothing: who may not write there is told so before the lack of points is. */
    @Override
    public void prepare(HttpSession session) throws IOException {
        try {
            session.send(HttpCall.post(path, "\n"));
        } catch (RefusedCallException e) {
            if (!e.isOfItsContent()) {
                throw e;
            }
        }
    }
}
