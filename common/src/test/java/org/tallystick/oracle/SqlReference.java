package org.tallystick.oracle;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.types.Row;

/**
 * The same cells by Flink SQL's own window functions, over events of which none is late: the
 * watermark comes only at the end.
 *
 * @param mode STREAMING; BATCH for all windows but sessions, which Flink SQL has no plan for there
 * @param measures what to compute; each must have {@link Measure#sql}
 */
public record SqlReference(RuntimeExecutionMode mode, List<Measure> measures) {
    /** All that Flink SQL has, too. */
    public static final List<Measure> ALL =
            Arrays.stream(Measure.values()).filter(measure -> measure.sql().isPresent()).toList();

    /** Which events a cell holds, and no more: quicker, as Flink compiles code for each measure. */
    public static final List<Measure> TALLY = List.of(Measure.EVENTS, Measure.FINGERPRINT);

    private static final int PARALLELISM = 2;

    /** What the measures come to in every cell. */
    public SortedMap<CellId, Map<Measure, Object>> cells(
            List<OracleWindow> windows, List<OracleEvent> events) {
        var cells = new TreeMap<CellId, Map<Measure, Object>>();
        windows.stream()
                .collect(groupingBy(SqlReference::zone))
                .forEach((zone, ofZone) -> query(zone, ofZone, events, cells));
        return cells;
    }

    /** The oracle's cells in the same form. */
    public SortedMap<CellId, Map<Measure, Object>> asCells(Oracle.Verdict verdict) {
        var cells = new TreeMap<CellId, Map<Measure, Object>>();
        verdict.cells().forEach((id, events) -> cells.put(id, measure(events)));
        return cells;
    }

    private Map<Measure, Object> measure(List<OracleEvent> events) {
        var values = new EnumMap<Measure, Object>(Measure.class);
        measures.forEach(measure -> values.put(measure, measure.of(events)));
        return values;
    }

    private void query(
            ZoneId zone,
            List<OracleWindow> windows,
            List<OracleEvent> events,
            Map<CellId, Map<Measure, Object>> cells) {
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(mode);
        env.setParallelism(PARALLELISM);
        var sql = StreamTableEnvironment.create(env);
        sql.getConfig().setLocalTimeZone(zone);
        createEvents(env, sql, events);
        String query = windows.stream().map(this::select).collect(joining(" UNION ALL "));
        try (var rows = sql.executeSql(query).collect()) {
            rows.forEachRemaining(row -> cells.put(id(row, zone), values(row)));
        } catch (Exception e) {
            throw new IllegalStateException("query failed: " + query, e);
        }
    }

    private static void createEvents(
            StreamExecutionEnvironment env, StreamTableEnvironment sql, List<OracleEvent> events) {
        var rows = events.stream().map(SqlReference::row).toList();
        var stream =
                env.fromData(rows, rowType())
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<Row>noWatermarks()
                                        .withTimestampAssigner(
                                                (row, unused) -> row.<Long>getFieldAs("t")));
        var schema =
                Schema.newBuilder()
                        .columnByMetadata("ts", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
                        .watermark("ts", "SOURCE_WATERMARK()")
                        .build();
        sql.createTemporaryView("events", stream, schema);
    }

    private static TypeInformation<Row> rowType() {
        return Types.ROW_NAMED(
                new String[] {"t", "k", "n", "d", "s", "id"},
                Types.LONG,
                Types.STRING,
                Types.LONG,
                Types.DOUBLE,
                Types.STRING,
                Types.LONG);
    }

    private static Row row(OracleEvent event) {
        return Row.of(
                event.time(),
                event.key(),
                event.longValue(),
                event.doubleValue(),
                event.text(),
                event.identity());
    }

    private String select(OracleWindow window) {
        String values = measures.stream().map(m -> m.sql().orElseThrow()).collect(joining(", "));
        return "SELECT CAST('%s' AS STRING), window_start, window_end, k, %s FROM TABLE(%s)"
                        .formatted(window.text(), values, table(window))
                + " GROUP BY k, window_start, window_end";
    }

    private static String table(OracleWindow window) {
        if (window instanceof OracleWindow.Tumbling w) {
            return call("TUMBLE", "", w.size(), w.offset());
        } else if (window instanceof OracleWindow.Sliding w) {
            return call("HOP", "", w.slide(), w.size(), w.offset());
        } else if (window instanceof OracleWindow.Cumulative w) {
            return call("CUMULATE", "", w.step(), w.size(), w.offset());
        } else if (window instanceof OracleWindow.CalendarDay) {
            return call("TUMBLE", "", 86_400_000, 0);
        } else if (window instanceof OracleWindow.CumulativeDay w) {
            return call("CUMULATE", "", w.step(), 86_400_000, 0);
        } else if (window instanceof OracleWindow.Session w) {
            return call("SESSION", " PARTITION BY k", w.gap());
        }
        throw new IllegalArgumentException("no SQL for " + window);
    }

    private static String call(String function, String partitioning, long... lengths) {
        return "%s(TABLE events%s, DESCRIPTOR(ts), %s)"
                .formatted(
                        function,
                        partitioning,
                        Arrays.stream(lengths)
                                .mapToObj(SqlReference::interval)
                                .collect(joining(", ")));
    }

    private static String interval(long millis) {
        return "INTERVAL '%d.%03d' SECOND(10, 3)".formatted(millis / 1000, millis % 1000);
    }

    /** In the session's zone Flink aligns windows to midnight there. */
    private static ZoneId zone(OracleWindow window) {
        if (window instanceof OracleWindow.CalendarDay day) {
            return day.zone();
        }
        return window instanceof OracleWindow.CumulativeDay day ? day.zone() : ZoneOffset.UTC;
    }

    private static CellId id(Row row, ZoneId zone) {
        return new CellId(
                row.getFieldAs(0),
                row.<LocalDateTime>getFieldAs(1).atZone(zone).toInstant().toEpochMilli(),
                row.<LocalDateTime>getFieldAs(2).atZone(zone).toInstant().toEpochMilli(),
                row.getFieldAs(3));
    }

    private Map<Measure, Object> values(Row row) {
        var values = new EnumMap<Measure, Object>(Measure.class);
        for (int i = 0; i < measures.size(); i++) {
            values.put(measures.get(i), row.getField(4 + i));
        }
        values.computeIfPresent(
                Measure.FINGERPRINT,
                (measure, sum) -> ((BigDecimal) sum).toBigInteger().longValue());
        return values;
    }
}
