package org.tallystick.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGeneratorFactory;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.aggregate.Aggregates;
import org.tallystick.engine.Cell;
import org.tallystick.event.EventLayout;
import org.tallystick.event.EventSchema;
import org.tallystick.oracle.EventGenerator;
import org.tallystick.oracle.OracleEvent;
import org.tallystick.pipeline.KnownConnectors;
import org.tallystick.pipeline.Pipeline;
import org.tallystick.pipeline.PipelineFile;
import org.tallystick.sql.Binding;

/** A metric in YAML, the same as SQL, and Flink's own execution of that query: equal cells. */
class SqlMetricEqualityTest {
    private static final String SCHEMA =
            """
            {"type": "record", "name": "E", "fields": [
              {"name": "k", "type": ["null", "string"]},
              {"name": "n", "type": ["null", "long"]},
              {"name": "d", "type": ["null", "double"]},
              {"name": "s", "type": ["null", "string"]},
              {"name": "ts", "type": {"type": "long", "logicalType": "timestamp-millis"}}]}
            """;
    private static final EventLayout LAYOUT = new EventLayout(EventSchema.parse(SCHEMA).rowType());
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final int EVENTS = 400;

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path folder;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void yamlAndSqlAndFlinkItselfComeToTheSame(long seed) throws Exception {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        var queries = GeneratedQuery.of(random);
        var events = events(seed);

        var cells = cells(pipeline(queries), events);

        for (int i = 0; i < queries.size(); i++) {
            var query = queries.get(i);
            var ofSql = cells.get("sql" + i);
            assertThat(ofSql).as(query.sql()).hasSizeGreaterThan(3);
            assertThat(ofSql).as(query.sql()).isEqualTo(cells.get("yaml" + i));
            assertEqual(query.sql(), ofSql, flinks(query, events));
        }
    }

    /** Around the epoch, so that times are negative, too. */
    private static List<OracleEvent> events(long seed) {
        var timing =
                new EventGenerator.Timing(
                        -4 * 60 * MINUTE, 8 * 60 * MINUTE, MINUTE, 5 * MINUTE, MINUTE, 5 * MINUTE);
        var generator = new EventGenerator(EVENTS, 2, 4, timing, EventGenerator.Doubles.WHOLE);
        return EventGenerator.flat(generator.generate(seed));
    }

    private Pipeline pipeline(List<GeneratedQuery> queries) throws Exception {
        Files.writeString(folder.resolve("e.avsc"), SCHEMA);
        var yaml =
                new StringBuilder(
                        """
                        name: p
                        events: {schema: e.avsc, time: ts, out-of-orderness: 1 h}
                        source: {connector: files, path: in, format: json}
                        metrics:
                        """);
        for (int i = 0; i < queries.size(); i++) {
            var query = queries.get(i);
            yaml.append("  - name: sql%d\n    sql: |\n      %s\n".formatted(i, query.sql()));
            yaml.append("  - name: yaml%d\n%s\n".formatted(i, query.yaml()));
        }
        var file = Files.writeString(folder.resolve("p.yaml"), yaml);
        return PipelineFile.read(
                file.toString(), List.of(), Map.of(), KnownConnectors.ALL, unchecked -> List.of());
    }

    /** What the engine makes of each metric: values by window and keys. */
    private static Map<String, Map<List<String>, List<Object>>> cells(
            Pipeline pipeline, List<OracleEvent> events) throws Exception {
        var binding =
                Binding.of(
                                pipeline,
                                LAYOUT,
                                Aggregates::create,
                                problem -> {
                                    throw new IllegalArgumentException(problem.toString());
                                })
                        .orElseThrow();
        var rows = rows(environment(RuntimeExecutionMode.BATCH), events);
        var cells = new HashMap<String, Map<List<String>, List<Object>>>();
        try (var all =
                MetricStreams.of(rows, binding, RunSettings.complete())
                        .cells()
                        .executeAndCollect()) {
            all.forEachRemaining(cell -> put(cell, cells));
        }
        return cells;
    }

    private static void put(Cell cell, Map<String, Map<List<String>, List<Object>>> cells) {
        var id = new ArrayList<String>(List.of("" + cell.start(), "" + cell.end()));
        cell.keys().forEach(key -> id.add(String.valueOf(key)));
        var before =
                cells.computeIfAbsent(cell.metric(), any -> new HashMap<>()).put(id, cell.values());
        assertThat(before).as(cell.toString()).isNull();
    }

    /** Flink SQL has sessions in streaming execution only. */
    private static Map<List<String>, List<Object>> flinks(
            GeneratedQuery query, List<OracleEvent> events) throws Exception {
        var mode =
                query.sql().contains("SESSION")
                        ? RuntimeExecutionMode.STREAMING
                        : RuntimeExecutionMode.BATCH;
        var env = environment(mode);
        var tables = StreamTableEnvironment.create(env);
        tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
        var schema = Schema.newBuilder().watermark("ts", "SOURCE_WATERMARK()");
        tables.createTemporaryView("events", rows(env, events), schema.build());
        var cells = new HashMap<List<String>, List<Object>>();
        try (var rows = tables.executeSql(query.sql()).collect()) {
            rows.forEachRemaining(row -> put(row, query.keys(), cells));
        }
        return cells;
    }

    private static void put(Row row, int keys, Map<List<String>, List<Object>> cells) {
        var id = new ArrayList<String>();
        var values = new ArrayList<Object>();
        for (int i = 0; i < row.getArity(); i++) {
            if (i < 2) {
                var edge = row.<LocalDateTime>getFieldAs(i);
                id.add("" + edge.toInstant(ZoneOffset.UTC).toEpochMilli());
            } else if (i < 2 + keys) {
                id.add(String.valueOf(row.getField(i)));
            } else {
                values.add(row.getField(i));
            }
        }
        cells.put(id, values);
    }

    private static StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
        var env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setRuntimeMode(mode);
        env.setParallelism(2);
        return env;
    }

    /** No event is late: watermarks come at the end. */
    private static DataStream<RowData> rows(
            StreamExecutionEnvironment env, List<OracleEvent> events) {
        var rows = events.stream().map(Streams::row).toList();
        return env.fromData(rows, InternalTypeInfo.of(LAYOUT.rowType()))
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<RowData>noWatermarks()
                                .withTimestampAssigner(
                                        (row, unused) -> row.getLong(LAYOUT.time())));
    }

    private static void assertEqual(
            String query,
            Map<List<String>, List<Object>> cells,
            Map<List<String>, List<Object>> flinks) {
        assertThat(cells.keySet()).as(query).isEqualTo(flinks.keySet());
        cells.forEach(
                (id, values) -> {
                    for (int i = 0; i < values.size(); i++) {
                        var what = query + "\n" + id + " value " + i;
                        assertEqual(what, values.get(i), flinks.get(id).get(i));
                    }
                });
    }

    /** Flink adds doubles up in steps: the last bits differ. All else is equal. */
    private static void assertEqual(String what, Object value, Object flinks) {
        if (value instanceof Double number && flinks instanceof Double other) {
            assertThat(number).as(what).isCloseTo(other, within(1e-9 * (1 + Math.abs(other))));
        } else if (value instanceof Number && flinks instanceof Number) {
            assertThat(new BigDecimal(value.toString()))
                    .as(what)
                    .isEqualByComparingTo(flinks.toString());
        } else {
            assertThat(value).as(what).isEqualTo(flinks);
        }
    }
}
