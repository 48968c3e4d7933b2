package org.tallystick.source.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alibaba.fastjson2.JSONReader;
import com.alibaba.fastjson2.util.Fnv;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonParser;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonToken;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.io.SerializedString;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.RowType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.tallystick.bench.Clicks;
import org.tallystick.bench.LateEvents;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.event.TimeForm;

/**
 * Records of three shapes to rows: by ours, and by two libraries that check nothing beyond what the
 * parser itself does; what our checks would cost on top of a library is so left out in its favour.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonLibrariesBenchmark {
    private static final int RECORDS = 1024;
    private static final int COLUMNS = 60;

    private static final String NESTED =
            """
            {"type":"record","name":"Change","fields":[
              {"name":"ts","type":{"type":"long","logicalType":"timestamp-millis"}},
              {"name":"op","type":"string"},
              {"name":"after","type":{"type":"record","name":"Row","fields":[
                {"name":"id","type":"long"},
                {"name":"amount","type":"double"},
                {"name":"customer","type":{"type":"record","name":"Customer","fields":[
                  {"name":"id","type":"long"}, {"name":"name","type":"string"},
                  {"name":"country","type":"string"}]}}]}},
              {"name":"source","type":{"type":"record","name":"Source","fields":[
                {"name":"db","type":"string"}, {"name":"table","type":"string"},
                {"name":"pos","type":"long"}]}}]}
            """;

    /** What the records look like. */
    @Param({"click", "nested", "wide"})
    public String shape;

    private final byte[][] records = new byte[RECORDS][];
    private final JsonFactory jackson = new JsonFactory();
    private JsonRows ours;
    private Layout layout;
    private int next;

    /** Makes the records. */
    @Setup
    public void setUp() throws IOException {
        var schema = EventSchema.parse(schema());
        var clicks = new Clicks(LateEvents.CLEAN, 100_000);
        var random = new SplittableRandom(1);
        for (int i = 0; i < RECORDS; i++) {
            records[i] =
                    switch (shape) {
                        case "click" -> click(clicks);
                        case "nested" -> nested(random).getBytes(UTF_8);
                        default -> wide(random).getBytes(UTF_8);
                    };
        }
        var type = schema.rowType();
        var times = TimeColumns.of(type, "ts", TimeForm.STANDARD);
        ours = new JsonRows(schema, times, type.getFieldCount(), new int[0]);
        ours.open();
        layout = new Layout(type);
        for (byte[] record : records) {
            var row = ours(record);
            if (!row.equals(jackson(record)) || !row.equals(fastjson2(record))) {
                throw new IllegalStateException("rows differ: " + new String(record, UTF_8));
            }
        }
    }

    private String schema() throws IOException {
        if (shape.equals("nested")) {
            return NESTED;
        }
        if (shape.equals("click")) {
            try (var avro = Clicks.class.getResourceAsStream("/pipelines/click.avsc")) {
                return new String(avro.readAllBytes(), UTF_8);
            }
        }
        var fields = new StringBuilder();
        for (int i = 0; i < COLUMNS; i++) {
            fields.append(",{\"name\":\"c%d\",\"type\":\"%s\"}".formatted(i, wideType(i)));
        }
        return NESTED.substring(0, NESTED.indexOf(",\n  {\"name\":\"op\"")) + fields + "]}";
    }

    private static String wideType(int column) {
        return List.of("long", "double", "string").get(column % 3);
    }

    private static byte[] click(Clicks clicks) {
        clicks.next();
        return clicks.json();
    }

    private static String nested(SplittableRandom random) {
        return """
        {"ts":%d,"op":"u","after":{"id":%d,"amount":%d.%d,"customer":{"id":%d,"name":"name %d",\
        "country":"DE"}},"source":{"db":"shop","table":"orders","pos":%d}}"""
                .formatted(
                        Clicks.FIRST + random.nextInt(1_000_000),
                        random.nextInt(1_000_000),
                        random.nextInt(1_000),
                        10 + random.nextInt(90),
                        random.nextInt(100_000),
                        random.nextInt(100_000),
                        random.nextLong(1L << 40));
    }

    private static String wide(SplittableRandom random) {
        var text = new StringBuilder("{\"ts\":" + (Clicks.FIRST + random.nextInt(1_000_000)));
        for (int i = 0; i < COLUMNS; i++) {
            var value =
                    switch (i % 3) {
                        case 0 -> "" + random.nextInt(1_000_000);
                        case 1 -> random.nextInt(1_000) + "." + (10 + random.nextInt(90));
                        default -> "\"value " + random.nextInt(1_000) + "\"";
                    };
            text.append(",\"c").append(i).append("\":").append(value);
        }
        return text.append('}').toString();
    }

    /** By ours, all values checked. */
    @Benchmark
    public GenericRowData ours() throws IOException {
        return ours(record());
    }

    /** By Jackson's parser of bytes, which is asked for the expected name first. */
    @Benchmark
    public GenericRowData jackson() throws IOException {
        return jackson(record());
    }

    /** By fastjson2, which gives hash codes of names. */
    @Benchmark
    public GenericRowData fastjson2() {
        return fastjson2(record());
    }

    private GenericRowData ours(byte[] record) throws IOException {
        return ours.read(record, null);
    }

    private GenericRowData jackson(byte[] record) throws IOException {
        try (var parser = jackson.createParser(record)) {
            parser.nextToken();
            return layout.read(parser);
        }
    }

    private GenericRowData fastjson2(byte[] record) {
        try (var reader = JSONReader.of(record)) {
            return layout.read(reader);
        }
    }

    private byte[] record() {
        return records[next++ & (RECORDS - 1)];
    }

    /** The fields of a record by name. */
    private static final class Layout {
        private final SerializedString[] names;
        private final Layout[] below;
        private final RowType type;
        private final Map<String, Integer> places = new HashMap<>();
        private final Map<Long, Integer> placesByHash = new HashMap<>();

        Layout(RowType type) {
            this.type = type;
            int width = type.getFieldCount();
            names = new SerializedString[width];
            below = new Layout[width];
            for (int i = 0; i < width; i++) {
                var name = type.getFieldNames().get(i);
                names[i] = new SerializedString(name);
                places.put(name, i);
                placesByHash.put(Fnv.hashCode64(name), i);
                if (type.getTypeAt(i) instanceof RowType row) {
                    below[i] = new Layout(row);
                }
            }
        }

        GenericRowData read(JsonParser parser) throws IOException {
            var row = new GenericRowData(names.length);
            for (int expected = 0; ; expected++) {
                int place = expected;
                if (expected >= names.length || !parser.nextFieldName(names[expected])) {
                    if (parser.currentToken() != JsonToken.FIELD_NAME
                            && (expected < names.length
                                    || parser.nextToken() != JsonToken.FIELD_NAME)) {
                        return row;
                    }
                    place = places.get(parser.currentName());
                }
                parser.nextToken();
                row.setField(place, value(parser, place));
            }
        }

        private Object value(JsonParser parser, int place) throws IOException {
            return switch (type.getTypeAt(place).getTypeRoot()) {
                case ROW -> below[place].read(parser);
                case BIGINT -> parser.getLongValue();
                case DOUBLE -> parser.getDoubleValue();
                case VARCHAR -> StringData.fromString(parser.getText());
                default -> TimestampData.fromEpochMillis(parser.getLongValue());
            };
        }

        GenericRowData read(JSONReader reader) {
            var row = new GenericRowData(names.length);
            reader.nextIfObjectStart();
            while (!reader.nextIfObjectEnd()) {
                int place = placesByHash.get(reader.readFieldNameHashCode());
                row.setField(place, value(reader, place));
            }
            return row;
        }

        private Object value(JSONReader reader, int place) {
            return switch (type.getTypeAt(place).getTypeRoot()) {
                case ROW -> below[place].read(reader);
                case BIGINT -> reader.readInt64Value();
                case DOUBLE -> reader.readDoubleValue();
                case VARCHAR -> StringData.fromString(reader.readString());
                default -> TimestampData.fromEpochMillis(reader.readInt64Value());
            };
        }
    }
}
