package org.tallystick.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tallystick.sql.TestPipelines.keyed;
import static org.tallystick.sql.TestPipelines.pipeline;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tallystick.aggregate.Columns;
import org.tallystick.aggregate.ValueType;
import org.tallystick.event.EventLayout;

class ProjectionTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberSlotsPerTaskManager(3)
                            .build());

    private static final EventLayout LAYOUT =
            new EventLayout(
                    (RowType)
                            DataTypes.ROW(
                                            DataTypes.FIELD("flag", DataTypes.BOOLEAN()),
                                            DataTypes.FIELD("small", DataTypes.INT()),
                                            DataTypes.FIELD("big", DataTypes.BIGINT()),
                                            DataTypes.FIELD("single", DataTypes.FLOAT()),
                                            DataTypes.FIELD("twice", DataTypes.DOUBLE()),
                                            DataTypes.FIELD("price", DataTypes.DECIMAL(10, 2)),
                                            DataTypes.FIELD("word", DataTypes.STRING()),
                                            DataTypes.FIELD("day", DataTypes.DATE()),
                                            DataTypes.FIELD("clock", DataTypes.TIME(3)),
                                            DataTypes.FIELD("local", DataTypes.TIMESTAMP(6)),
                                            DataTypes.FIELD("time", DataTypes.TIMESTAMP_LTZ(3)),
                                            DataTypes.FIELD("maybe", DataTypes.INT()))
                                    .getLogicalType());
    private static final LocalDateTime NOON = LocalDateTime.parse("1969-12-31T12:00:00.123456");
    private static final long NOON_MICROS = -43_200_000_000L + 123_456;
    private static final long TIME = 1_700_000_000_123L;

    /**
     * An expression and what becomes of it.
     *
     * @param value of the column, in the form of {@link Columns}
     */
    private record Case(String sql, ValueType type, Object value) {}

    private static final List<Case> CASES =
            List.of(
                    new Case("flag", ValueType.BOOLEAN, 1L),
                    new Case("NOT flag", ValueType.BOOLEAN, 0L),
                    new Case("CAST(small AS TINYINT)", ValueType.LONG, 7L),
                    new Case("CAST(small AS SMALLINT)", ValueType.LONG, 7L),
                    new Case("small", ValueType.LONG, 7L),
                    new Case("big", ValueType.LONG, Long.MIN_VALUE),
                    new Case("single", ValueType.DOUBLE, (double) 0.1f),
                    new Case("twice", ValueType.DOUBLE, -0.0),
                    new Case("price", ValueType.decimal(10, 2), new BigDecimal("12.50")),
                    new Case("price * 3", ValueType.decimal(21, 2), new BigDecimal("37.50")),
                    new Case("1.5", ValueType.decimal(2, 1), new BigDecimal("1.5")),
                    new Case("word", ValueType.STRING, "zwölf ✈"),
                    new Case("SUBSTRING(word FROM 2 FOR 2)", ValueType.STRING, "wö"),
                    new Case("'it''s'", ValueType.STRING, "it's"),
                    new Case("CASE WHEN flag THEN 'a' ELSE 'bcd' END", ValueType.STRING, "a"),
                    new Case("day", ValueType.DATE, -1L),
                    new Case("clock", ValueType.TIME, 43_200_123L),
                    new Case("local", ValueType.TIMESTAMP, NOON_MICROS),
                    new Case(
                            "CAST(`local` AS TIMESTAMP(3))",
                            ValueType.TIMESTAMP,
                            NOON_MICROS - 456),
                    new Case("TIMESTAMP '1970-01-01 00:00:01.5'", ValueType.TIMESTAMP, 1_500_000L),
                    new Case("time", ValueType.TIMESTAMP_LTZ, TIME * 1_000),
                    new Case("HOUR(`time`)", ValueType.LONG, 22L),
                    new Case("CAST(`time` AS STRING)", ValueType.STRING, "2023-11-14 22:13:20.123"),
                    new Case("maybe", ValueType.LONG, null),
                    new Case("maybe + small", ValueType.LONG, null),
                    new Case("maybe > 3", ValueType.BOOLEAN, null),
                    new Case("maybe IS NULL", ValueType.BOOLEAN, 1L),
                    new Case("COALESCE(maybe, 5)", ValueType.LONG, 5L),
                    new Case("TRY_CAST(word AS INT)", ValueType.LONG, null),
                    new Case("CAST(NULL AS STRING)", ValueType.STRING, null));

    private static final Binding BINDING = bind(CASES.stream().map(Case::sql).toList());

    @ParameterizedTest(name = "{0}, object reuse {1}")
    @CsvSource({"STREAMING, false", "STREAMING, true", "BATCH, false", "BATCH, true"})
    void expressionsOfAllTypesHaveTheirValues(RuntimeExecutionMode mode, boolean reuse)
            throws Exception {
        var environment = environment(mode);
        environment.getConfig().configure(reuse(reuse), getClass().getClassLoader());
        var projected = project(BINDING, events(environment, event(TIME), event(TIME + 1)));

        var read = collect(projected.map(new Read(BINDING.columnTypes()), Types.STRING));

        assertThat(BINDING.columnTypes().subList(Columns.FIRST, Columns.FIRST + CASES.size()))
                .isEqualTo(CASES.stream().map(Case::type).toList());
        assertThat(read).hasSize(2).first().isEqualTo(expected());
    }

    @Test
    void ofAnEventWithoutValuesOnlyTheConstantsAreLeft() throws Exception {
        var event = new GenericRowData(LAYOUT.rowType().getFieldCount());
        event.setField(LAYOUT.time(), TIME);
        event.setField(LAYOUT.identity(), 42L);
        var binding = bind(List.of("flag", "price", "word", "local", "small > 3", "'x'"));
        var projected =
                project(binding, events(environment(RuntimeExecutionMode.STREAMING), event));

        assertThat(collect(projected.map(new Read(binding.columnTypes()), Types.STRING)))
                .containsExactly(
                        Arrays.asList(TIME, null, 42L, null, null, null, null, null, "x")
                                .toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"STREAMING", "BATCH"})
    void itIsOneOperatorChainedToItsInput(RuntimeExecutionMode mode) {
        var environment = environment(mode);
        environment.setParallelism(2);
        var events = environment.fromData(new ArrayList<>(), rowType()).uid("source");
        events.setParallelism(3);
        project(BINDING, events).sinkTo(new DiscardingSink<>()).uid("sink").setParallelism(3);

        var graph = environment.getStreamGraph();

        assertThat(graph.getStreamNodes())
                .filteredOn(node -> "project".equals(node.getTransformationUID()))
                .singleElement()
                .satisfies(node -> assertThat(node.getOperatorName()).isEqualTo("project"))
                .satisfies(node -> assertThat(node.getParallelism()).isEqualTo(3));
        assertThat(graph.getStreamNodes()).hasSize(3);
        assertThat(graph.getJobGraph().getVerticesAsArray()).hasSize(1);
    }

    @Test
    void watermarksPassUnchanged() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(new StreamRecord<>(event(TIME), TIME));
            harness.processWatermark(TIME - 5);

            assertThat(harness.getOutput()).hasSize(2).last().isEqualTo(new Watermark(TIME - 5));
        }
    }

    private static OneInputStreamOperatorTestHarness<RowData, RowData> harness() throws Exception {
        var events = events(environment(RuntimeExecutionMode.STREAMING), event(TIME));
        var projected = project(BINDING, events);
        var transformation = (OneInputTransformation<?, RowData>) projected.getTransformation();
        StreamOperatorFactory<RowData> factory = transformation.getOperatorFactory();
        return new OneInputStreamOperatorTestHarness<>((ProjectionFactory) factory);
    }

    private static DataStream<RowData> project(Binding binding, DataStream<RowData> events) {
        return binding.project(events, group -> group.counter("rejects"), "").rows();
    }

    private static Binding bind(List<String> keys) {
        var metric = keyed(keys.toArray(String[]::new));
        var binding =
                Binding.of(
                        pipeline(metric),
                        LAYOUT,
                        StubAggregator::create,
                        problem -> {
                            throw new AssertionError(problem);
                        });
        return binding.orElseThrow();
    }

    private static StreamExecutionEnvironment environment(RuntimeExecutionMode mode) {
        var settings = new Configuration();
        settings.set(ExecutionOptions.RUNTIME_MODE, mode);
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        var environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        environment.setParallelism(1);
        return environment;
    }

    private static Configuration reuse(boolean reuse) {
        return new Configuration().set(PipelineOptions.OBJECT_REUSE, reuse);
    }

    private static DataStream<RowData> events(
            StreamExecutionEnvironment environment, RowData... events) {
        return environment.fromData(List.of(events), rowType()).uid("source");
    }

    private static InternalTypeInfo<RowData> rowType() {
        return InternalTypeInfo.of(LAYOUT.rowType());
    }

    private static RowData event(long time) {
        var row =
                GenericRowData.of(
                        true,
                        7,
                        Long.MIN_VALUE,
                        0.1f,
                        -0.0,
                        DecimalData.fromBigDecimal(new BigDecimal("12.50"), 10, 2),
                        StringData.fromString("zwölf ✈"),
                        (int) LocalDate.of(1969, 12, 31).toEpochDay(),
                        (int) (LocalTime.parse("12:00:00.123").toNanoOfDay() / 1_000_000),
                        TimestampData.fromLocalDateTime(NOON),
                        TimestampData.fromEpochMillis(time),
                        null);
        var event = new GenericRowData(LAYOUT.rowType().getFieldCount());
        for (int i = 0; i < row.getArity(); i++) {
            event.setField(i, row.getField(i));
        }
        event.setField(LAYOUT.time(), time);
        event.setField(LAYOUT.partitionTime(), time - 1);
        event.setField(LAYOUT.identity(), -1L);
        return event;
    }

    private static String expected() {
        var expected = new ArrayList<Object>(List.of(TIME, TIME - 1, -1L));
        CASES.forEach(one -> expected.add(one.value()));
        // A metric that may fail has a filter of its own, here TRUE.
        expected.add(1L);
        return expected.toString();
    }

    private static List<String> collect(DataStream<String> rows) throws Exception {
        rows.getExecutionEnvironment()
                .getConfig()
                .configure(
                        new Configuration().set(PipelineOptions.AUTO_GENERATE_UIDS, true),
                        ProjectionTest.class.getClassLoader());
        try (var results = rows.executeAndCollect()) {
            var list = new ArrayList<String>();
            results.forEachRemaining(list::add);
            return list;
        }
    }

    /** Reads every column by the getter of its type. */
    private static final class Read implements MapFunction<RowData, String> {
        private final List<ValueType> types;

        Read(List<ValueType> types) {
            this.types = types;
        }

        @Override
        public String map(RowData row) {
            var columns = new RowColumns(types).point(row);
            var values = new ArrayList<Object>();
            for (int i = 0; i < types.size(); i++) {
                values.add(columns.isNull(i) ? null : value(columns, i));
            }
            return values.toString();
        }

        private Object value(Columns columns, int i) {
            if (types.get(i).isLong()) {
                return columns.getLong(i);
            }
            return switch (types.get(i).kind()) {
                case DOUBLE -> columns.getDouble(i);
                case DECIMAL -> columns.getDecimal(i);
                default -> new String(columns.getUtf8(i), StandardCharsets.UTF_8);
            };
        }
    }
}
