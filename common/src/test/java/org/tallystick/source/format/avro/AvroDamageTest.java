package org.tallystick.source.format.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.event.TimeForm;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.Damage;
import org.tallystick.source.format.FormatUse;

/**
 * Records that were right and are damaged at random: whatever is accepted is what Avro's generic
 * reader makes of the same bytes; the rest is a reject and nothing else.
 */
class AvroDamageTest {
    private static final String WRITER =
            """
            {"type":"record","name":"E","fields":[
              {"name":"gone","type":["null","string",{"type":"array","items":"long"}]},
              {"name":"yes","type":"boolean"},
              {"name":"number","type":"int"},
              {"name":"text","type":["null","string"]},
              {"name":"bytes","type":"bytes"},
              {"name":"kind","type":{"type":"enum","name":"K","symbols":["A","B","C"]}},
              {"name":"fixed","type":{"type":"fixed","name":"F","size":3}},
              {"name":"list","type":{"type":"array","items":["null","long"]}},
              {"name":"map","type":{"type":"map","values":"float"}},
              {"name":"inner","type":{"type":"record","name":"I","fields":[
                {"name":"left","type":"double"},{"name":"gone","type":"K"},
                {"name":"x","type":["int","null"]}]}}]}
            """;

    private static final String READER =
            """
            {"type":"record","name":"E","fields":[
              {"name":"inner","type":["null",{"type":"record","name":"I","fields":[
                {"name":"x","type":["null","long"]},{"name":"left","type":"double"},
                {"name":"more","type":"string","default":"m"}]}]},
              {"name":"yes","type":["null","boolean"]},
              {"name":"number","type":"long"},
              {"name":"text","type":["null","string"]},
              {"name":"bytes","type":"bytes"},
              {"name":"kind","type":{"type":"enum","name":"K","symbols":["A","B"],"default":"B"}},
              {"name":"fixed","type":{"type":"fixed","name":"F","size":3}},
              {"name":"list","type":{"type":"array","items":["null","long"]}},
              {"name":"map","type":{"type":"map","values":"float"}}]}
            """;

    private static final Schema WRITTEN = new Schema.Parser().parse(WRITER);
    private static final Schema READ = new Schema.Parser().parse(READER);

    private static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noValueIsAcceptedThatTheGenericReaderDoesNotSee(long seed) throws Exception {
        var random = new Random(seed);
        var rows = rows();
        int accepted = 0;
        for (int i = 0; i < 300; i++) {
            var bytes = encoded(record(random));
            int times = random.nextInt(3);
            for (int left = times; left > 0; left--) {
                bytes = Damage.once(bytes, random);
            }
            var row = read(rows, bytes);
            assertThat(row.isPresent() || times > 0).isTrue();
            if (row.isPresent()) {
                accepted++;
                assertThat(told(row.get()))
                        .as(HexFormat.of().formatHex(bytes))
                        .isEqualTo(told(generic(bytes)));
            }
        }
        assertThat(accepted).isBetween(90, 290);
    }

    private static AvroRows rows() {
        var schema = EventSchema.parse(READER);
        var times = TimeColumns.of(schema.rowType(), "none", TimeForm.STANDARD);
        int width = schema.rowType().getFieldCount();
        var use = new FormatUse(Map.of(), false, schema, times, width, new int[0]);
        var rows = new AvroRows(use, new Written());
        rows.open();
        return rows;
    }

    /** Every record has the same writer. */
    private record Written() implements WriterSchemas {
        @Override
        public Optional<Schema> of(byte[] message) {
            return Optional.of(WRITTEN);
        }

        @Override
        public int headerLength() {
            return 0;
        }
    }

    private static Optional<GenericRowData> read(AvroRows rows, byte[] bytes) throws Exception {
        try {
            return Optional.of(rows.read(bytes, null));
        } catch (BadRecordException e) {
            assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(400);
            return Optional.empty();
        }
    }

    private static GenericRecord generic(byte[] bytes) throws Exception {
        var decoder = DecoderFactory.get().binaryDecoder(bytes, null);
        var record = new GenericDatumReader<GenericRecord>(WRITTEN, READ).read(null, decoder);
        assertThat(decoder.isEnd()).isTrue();
        return record;
    }

    private static byte[] encoded(GenericRecord record) throws Exception {
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(WRITTEN).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static GenericRecord record(Random random) {
        var record = new GenericData.Record(WRITTEN);
        record.put("gone", gone(random));
        record.put("yes", random.nextBoolean());
        record.put("number", random.nextInt() >> random.nextInt(32));
        record.put("text", random.nextInt(4) == 0 ? null : text(random));
        record.put("bytes", ByteBuffer.wrap(text(random).getBytes(UTF_8)));
        record.put("kind", symbol(random));
        record.put(
                "fixed",
                new GenericData.Fixed(WRITTEN.getField("fixed").schema(), new byte[] {1, 2, 3}));
        var list = new ArrayList<Long>();
        var map = new HashMap<String, Float>();
        for (int left = random.nextInt(4); left > 0; left--) {
            list.add(random.nextBoolean() ? null : random.nextLong());
            map.put(text(random), random.nextFloat());
        }
        record.put("list", list);
        record.put("map", map);
        var inner = new GenericData.Record(WRITTEN.getField("inner").schema());
        inner.put("left", random.nextGaussian());
        inner.put("gone", symbol(random));
        inner.put("x", random.nextBoolean() ? null : random.nextInt());
        record.put("inner", inner);
        return record;
    }

    private static Object gone(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> null;
            case 1 -> text(random);
            default -> List.of(random.nextLong(), 1L);
        };
    }

    private static Object symbol(Random random) {
        return new GenericData.EnumSymbol(
                WRITTEN.getField("kind").schema(), List.of("A", "B", "C").get(random.nextInt(3)));
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(5); left > 0; left--) {
            text.append("abé€".charAt(random.nextInt(4)));
        }
        return text.toString();
    }

    /** The same words for what either reader gives. */
    private static String told(Object value) {
        if (value instanceof GenericRowData row) {
            var fields = new ArrayList<String>();
            for (int i = 0; i < row.getArity(); i++) {
                fields.add(told(row.getField(i)));
            }
            return fields.toString();
        }
        if (value instanceof GenericRecord record) {
            return record.getSchema().getFields().stream()
                    .map(field -> told(record.get(field.pos())))
                    .toList()
                    .toString();
        }
        if (value instanceof GenericArrayData array) {
            return Arrays.stream(array.toObjectArray())
                    .map(AvroDamageTest::told)
                    .toList()
                    .toString();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(AvroDamageTest::told).toList().toString();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof ByteBuffer buffer) {
            var bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof GenericData.Fixed fixed) {
            return HexFormat.of().formatHex(fixed.bytes());
        }
        return toldOfMap(value);
    }

    private static String toldOfMap(Object value) {
        var entries = new TreeMap<String, String>();
        if (value instanceof GenericMapData map) {
            var keys = ((GenericArrayData) map.keyArray()).toObjectArray();
            for (Object key : keys) {
                entries.put(key.toString(), told(map.get((StringData) key)));
            }
            return entries.toString();
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> entries.put(key.toString(), told(each)));
            return entries.toString();
        }
        return String.valueOf(value);
    }
}
