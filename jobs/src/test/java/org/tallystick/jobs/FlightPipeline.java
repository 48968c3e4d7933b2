package org.tallystick.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.Identity;
import org.tallystick.event.TimeForm;
import org.tallystick.oracle.Flights;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.Measure;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.OracleWindow;
import org.tallystick.pipeline.ArchiveSpec;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

/** The real flights, through files, with an archive: in a pipeline and for the oracle. */
final class FlightPipeline {
    static final Duration OUT_OF_ORDERNESS = Duration.ofMinutes(15);
    static final Duration ALLOWED_LATENESS = Duration.ofHours(1);
    static final Lateness LATENESS =
            Lateness.of(OUT_OF_ORDERNESS.toMillis(), ALLOWED_LATENESS.toMillis());

    private static final long MINUTE = 60_000;
    private static final JudgedMetric DEPARTURES =
            new JudgedMetric(
                    "departures",
                    Optional.empty(),
                    "origin",
                    List.of(
                            new OracleWindow.Tumbling("tumbling 1 h", 60 * MINUTE, 0),
                            new OracleWindow.Sliding(
                                    "sliding 2 h every 30 min", 120 * MINUTE, 30 * MINUTE, 0),
                            new OracleWindow.CumulativeDay(
                                    "cumulative 1 d every 6 h in America/New_York",
                                    360 * MINUTE,
                                    java.time.ZoneId.of("America/New_York")),
                            new OracleWindow.Session("session 30 min", 30 * MINUTE)),
                    List.of(
                            new JudgedMetric.Aggregate("count", "", Measure.EVENTS),
                            new JudgedMetric.Aggregate("avg", "delay", Measure.AVG_LONG),
                            new JudgedMetric.Aggregate("max", "delay", Measure.MAX_LONG),
                            new JudgedMetric.Aggregate(
                                    "sum", "CAST(distance AS DOUBLE)", Measure.SUM_DOUBLE),
                            new JudgedMetric.Aggregate(
                                    "first", "destination", Measure.FIRST_TEXT)));
    private static final JudgedMetric TROUBLE =
            new JudgedMetric(
                    "trouble",
                    Optional.of(
                            new JudgedMetric.Filter(
                                    "delay > 60",
                                    event -> event.longValue() != null && event.longValue() > 60)),
                    "origin",
                    List.of(new OracleWindow.Session("session 2 h", 120 * MINUTE)),
                    List.of(
                            new JudgedMetric.Aggregate("count", "", Measure.EVENTS),
                            new JudgedMetric.Aggregate("variance", "delay", Measure.VARIANCE_LONG),
                            new JudgedMetric.Aggregate(
                                    "count_distinct", "destination", Measure.DISTINCT_TEXT)));

    static final List<JudgedMetric> METRICS = List.of(DEPARTURES, TROUBLE);

    private FlightPipeline() {}

    /**
     * @param input the flights, JSON lines
     * @param folder where results and archive go
     */
    static Pipeline of(Path input, Path folder) throws IOException {
        return new Pipeline(
                "flights",
                events(),
                new SourceSpec.Files(input.toString(), Optional.empty(), "json", Map.of()),
                Optional.of(archive(folder)),
                METRICS.stream().map(JudgedMetric::metric).toList(),
                List.of(new SinkSpec.Files(folder.resolve("results").toString())));
    }

    static Events events() throws IOException {
        return events(Optional.empty());
    }

    /** The same, with repeats within an hour dropped. */
    static Events deduplicated() throws IOException {
        return events(Optional.of(Duration.ofHours(1)));
    }

    private static Events events(Optional<Duration> deduplicate) throws IOException {
        return new Events(
                Files.readString(Path.of("examples/flights/flight.avsc")),
                "scheduled",
                TimeForm.STANDARD,
                List.of("flight"),
                OUT_OF_ORDERNESS,
                Duration.ofMinutes(1),
                Optional.empty(),
                ALLOWED_LATENESS,
                deduplicate,
                Duration.ofDays(1),
                1 << 20);
    }

    static ArchiveSpec archive(Path folder) {
        return new ArchiveSpec(
                Map.of(
                        "type",
                        "jdbc",
                        "uri",
                        "jdbc:sqlite:" + folder.resolve("catalog.db"),
                        "warehouse",
                        "file:" + folder.resolve("warehouse")),
                "flights");
    }

    /** The flights as the oracle wants them. */
    static List<OracleEvent> flights() {
        var type =
                RowType.of(
                        new org.apache.flink.table.types.logical.LogicalType[] {new BigIntType()},
                        new String[] {"flight"});
        var identity = Identity.of(type, List.of("flight"));
        return Flights.read(flight -> identity.hash(GenericRowData.of(flight), null, 0, 0));
    }
}
