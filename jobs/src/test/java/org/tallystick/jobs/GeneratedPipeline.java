package org.tallystick.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.tallystick.event.Identity;
import org.tallystick.event.TimeForm;
import org.tallystick.oracle.EventGenerator;
import org.tallystick.oracle.Lateness;
import org.tallystick.oracle.Measure;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.oracle.OracleWindow;
import org.tallystick.pipeline.Events;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.SinkSpec;
import org.tallystick.pipeline.SourceSpec;

/** Generated events with everything that goes wrong in real ones: in a pipeline, and judged. */
public final class GeneratedPipeline {
    public static final int PARTITIONS = 4;

    private static final long MINUTE = 60_000;
    private static final long OUT_OF_ORDERNESS = 5 * MINUTE;
    private static final long ALLOWED_LATENESS = 10 * MINUTE;
    public static final Lateness LATENESS = Lateness.of(OUT_OF_ORDERNESS, ALLOWED_LATENESS);
    private static final long START = 978_307_200_000L;
    private static final ObjectMapper JSON = new ObjectMapper();

    public static final String SCHEMA =
            """
            {"type": "record", "name": "Generated", "fields": [
              {"name": "t", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "k", "type": ["null", "string"]},
              {"name": "n", "type": ["null", "long"]},
              {"name": "d", "type": ["null", "double"]},
              {"name": "s", "type": ["null", "string"]},
              {"name": "id", "type": "long"}]}
            """;

    public static final JudgedMetric METRIC =
            new JudgedMetric(
                    "all",
                    Optional.empty(),
                    "k",
                    List.of(
                            new OracleWindow.Tumbling("tumbling 10 min", 10 * MINUTE, 0),
                            new OracleWindow.Sliding(
                                    "sliding 30 min every 5 min", 30 * MINUTE, 5 * MINUTE, 0),
                            new OracleWindow.Cumulative(
                                    "cumulative 2 h every 20 min", 120 * MINUTE, 20 * MINUTE, 0),
                            new OracleWindow.Session("session 7 min", 7 * MINUTE)),
                    List.of(
                            new JudgedMetric.Aggregate("count", "n", Measure.COUNT_LONG),
                            new JudgedMetric.Aggregate("sum", "d", Measure.SUM_DOUBLE),
                            new JudgedMetric.Aggregate("variance", "d", Measure.VARIANCE_DOUBLE),
                            new JudgedMetric.Aggregate("last", "n", Measure.LAST_LONG),
                            new JudgedMetric.Aggregate(
                                    "count_distinct", "s", Measure.DISTINCT_TEXT)));

    private GeneratedPipeline() {}

    public static Pipeline of(String name, SourceSpec source, Path folder, List<SinkSpec> sinks) {
        return of(name, source, folder, sinks, Optional.empty());
    }

    /**
     * @param deduplicate within which repeats of an id are dropped
     */
    public static Pipeline of(
            String name,
            SourceSpec source,
            Path folder,
            List<SinkSpec> sinks,
            Optional<Duration> deduplicate) {
        return new Pipeline(
                name,
                events(deduplicate),
                source,
                Optional.of(FlightPipeline.archive(folder)),
                List.of(METRIC.metric()),
                sinks);
    }

    private static Events events(Optional<Duration> deduplicate) {
        return new Events(
                SCHEMA,
                "t",
                TimeForm.STANDARD,
                List.of("id"),
                Duration.ofMillis(OUT_OF_ORDERNESS),
                Duration.ofHours(1),
                Optional.empty(),
                Duration.ofMillis(ALLOWED_LATENESS),
                deduplicate,
                Duration.ofDays(1),
                1 << 20);
    }

    /** The events of each partition; the identity is what the pipeline makes of the id. */
    public static List<List<OracleEvent>> generate(int events, long seed) {
        var timing =
                new EventGenerator.Timing(
                        START,
                        36 * 60 * MINUTE,
                        MINUTE,
                        OUT_OF_ORDERNESS,
                        ALLOWED_LATENESS,
                        7 * MINUTE);
        return new EventGenerator(events, PARTITIONS, 20, timing, EventGenerator.Doubles.FINITE)
                .generate(seed);
    }

    /** What must stand published. */
    public static SortedMap<String, String> cells(List<List<OracleEvent>> partitions) {
        return METRIC.cells(identified(partitions), LATENESS);
    }

    /** What must stand when the archive has corrected it. */
    public static SortedMap<String, String> complete(List<List<OracleEvent>> partitions) {
        return METRIC.cells(identified(partitions), Lateness.NOTHING_LATE);
    }

    /** What windows must have gone without. */
    public static SortedMap<String, String> late(List<List<OracleEvent>> partitions) {
        return METRIC.late(identified(partitions), LATENESS);
    }

    public static List<OracleEvent> identified(List<List<OracleEvent>> partitions) {
        var type = RowType.of(new LogicalType[] {new BigIntType()}, new String[] {"id"});
        var identity = Identity.of(type, List.of("id"));
        return EventGenerator.flat(partitions).stream()
                .map(
                        event ->
                                new OracleEvent(
                                        event.partition(),
                                        event.offset(),
                                        event.time(),
                                        event.clock(),
                                        event.key(),
                                        event.longValue(),
                                        event.doubleValue(),
                                        event.text(),
                                        identity.hash(
                                                GenericRowData.of(event.identity()), null, 0, 0)))
                .toList();
    }

    public static byte[] json(OracleEvent event) {
        var fields = new TreeMap<String, Object>();
        fields.put("t", Instant.ofEpochMilli(event.time()).toString());
        fields.put("k", event.key());
        fields.put("n", event.longValue());
        fields.put("d", event.doubleValue());
        fields.put("s", event.text());
        fields.put("id", event.identity());
        return JSON.valueToTree(fields).toString().getBytes(StandardCharsets.UTF_8);
    }

    static SourceSpec.Kafka kafka(String topic, Map<String, String> properties) {
        return new SourceSpec.Kafka(
                List.of(topic),
                Optional.empty(),
                new SourceSpec.Start.Earliest(),
                SourceSpec.OnGap.STOP,
                SourceSpec.Carried.VALUE_ALONE,
                "json",
                Map.of(),
                properties);
    }
}
