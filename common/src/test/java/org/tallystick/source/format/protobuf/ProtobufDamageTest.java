package org.tallystick.source.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.event.EventSchema;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.Damage;

/**
 * Messages that were right and are damaged at random: whatever is accepted is what Protobuf's own
 * reader makes of the same bytes; the rest is a reject and nothing else.
 */
class ProtobufDamageTest {
    private static final String MESSAGES =
            """
            enum_type { name: "E" value { name: "A" number: 0 } value { name: "B" number: 1 }
              value { name: "C" number: 300 } }
            message_type { name: "N"
              field { name: "left" number: 1 type: TYPE_DOUBLE }
              field { name: "x" number: 2 type: TYPE_SINT64 } }
            message_type { name: "M"
              field { name: "gone" number: 1 type: TYPE_BYTES }
              field { name: "yes" number: 2 type: TYPE_BOOL }
              field { name: "number" number: 3 type: TYPE_INT32 }
              field { name: "text" number: 4 type: TYPE_STRING }
              field { name: "bytes" number: 5 type: TYPE_BYTES }
              field { name: "kind" number: 6 type: TYPE_ENUM type_name: ".p.E" }
              field { name: "list" number: 7 type: TYPE_INT64 label: LABEL_REPEATED }
              field { name: "map" number: 8 type: TYPE_MESSAGE label: LABEL_REPEATED
                type_name: "MapEntry" }
              field { name: "inner" number: 9 type: TYPE_MESSAGE type_name: ".p.N" }
              field { name: "fixed" number: 10 type: TYPE_SFIXED32 }
              field { name: "one" number: 11 type: TYPE_INT64 oneof_index: 0 }
              field { name: "other" number: 12 type: TYPE_STRING oneof_index: 0 }
              oneof_decl { name: "either" }
              nested_type { name: "MapEntry" options { map_entry: true }
                field { name: "key" number: 1 type: TYPE_STRING }
                field { name: "value" number: 2 type: TYPE_FLOAT } } }
            """;

    private static final String READER =
            """
            {"type":"record","name":"M","fields":[
              {"name":"yes","type":"boolean"},
              {"name":"number","type":"int"},
              {"name":"text","type":"string"},
              {"name":"bytes","type":"bytes"},
              {"name":"kind","type":"string"},
              {"name":"list","type":{"type":"array","items":"long"}},
              {"name":"map","type":{"type":"map","values":"float"}},
              {"name":"inner","type":["null",{"type":"record","name":"N","fields":[
                {"name":"left","type":"double"},{"name":"x","type":"long"}]}]},
              {"name":"fixed","type":"int"},
              {"name":"one","type":["null","long"]},
              {"name":"other","type":["null","string"]}]}
            """;

    private static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noValueIsAcceptedThatTheOtherReaderDoesNotSee(long seed) throws Exception {
        var random = new Random(seed);
        var type = ProtobufFormat.message(Messages.descriptorSet(MESSAGES), "p.M");
        var schema = EventSchema.parse(READER);
        var plan = ProtobufRows.plan(type, schema, schema.rowType().getFieldCount());
        int accepted = 0;
        for (int i = 0; i < 200; i++) {
            var bytes = message(type, random).toByteArray();
            int times = random.nextInt(3);
            for (int left = times; left > 0; left--) {
                bytes = Damage.once(bytes, random);
            }
            var row = read(plan, bytes);
            assertThat(row.isPresent() || times > 0).isTrue();
            if (row.isPresent()) {
                accepted++;
                assertThat(told(row.get()))
                        .as(HexFormat.of().formatHex(bytes))
                        .isEqualTo(told(DynamicMessage.parseFrom(type, bytes), schema));
            }
        }
        assertThat(accepted).isBetween(60, 190);
    }

    private static Optional<GenericRowData> read(ProtoMessage plan, byte[] bytes) {
        var in = new ProtoBytes();
        in.open(bytes, 0);
        try {
            return Optional.of(plan.row(in));
        } catch (BadRecordException e) {
            assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(400);
            return Optional.empty();
        }
    }

    private static Message message(Descriptor type, Random random) {
        var message = DynamicMessage.newBuilder(type);
        for (var field : type.getFields()) {
            if (random.nextInt(5) == 0) {
                continue;
            }
            if (field.isRepeated()) {
                for (int left = random.nextInt(4); left > 0; left--) {
                    message.addRepeatedField(field, value(field, random));
                }
            } else {
                message.setField(field, value(field, random));
            }
        }
        return message.build();
    }

    private static Object value(FieldDescriptor field, Random random) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt() >> random.nextInt(32);
            case LONG -> random.nextLong() >> random.nextInt(64);
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextGaussian();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text(random);
            case BYTE_STRING -> ByteString.copyFromUtf8(text(random));
            case ENUM -> field.getEnumType().getValues().get(random.nextInt(3));
            case MESSAGE -> message(field.getMessageType(), random);
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(5); left > 0; left--) {
            text.append("abé€".charAt(random.nextInt(4)));
        }
        return text.toString();
    }

    /** What the other reader has, in the words for a row. */
    private static String told(Message message, EventSchema schema) {
        return schema.rowType().getFieldNames().stream()
                .map(name -> message.getDescriptorForType().findFieldByName(name))
                .map(field -> told(message, field))
                .toList()
                .toString();
    }

    private static String told(Message message, FieldDescriptor field) {
        if (field.hasPresence() && !message.hasField(field)) {
            return "null";
        }
        if (field.isMapField()) {
            var entries = new TreeMap<String, String>();
            for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                var entry = (Message) message.getRepeatedField(field, i);
                var parts = field.getMessageType().getFields();
                entries.put(
                        (String) entry.getField(parts.get(0)), told(entry.getField(parts.get(1))));
            }
            return entries.toString();
        }
        return told(message.getField(field));
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
        if (value instanceof Message message) {
            return message.getDescriptorForType().getFields().stream()
                    .map(field -> told(message, field))
                    .toList()
                    .toString();
        }
        if (value instanceof GenericArrayData array) {
            return told(List.of(array.toObjectArray()));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ProtobufDamageTest::told).toList().toString();
        }
        if (value instanceof GenericMapData map) {
            var entries = new TreeMap<String, String>();
            for (Object key : ((GenericArrayData) map.keyArray()).toObjectArray()) {
                entries.put(key.toString(), told(map.get((StringData) key)));
            }
            return entries.toString();
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof ByteString bytes) {
            return HexFormat.of().formatHex(bytes.toByteArray());
        }
        return value instanceof EnumValueDescriptor each ? each.getName() : String.valueOf(value);
    }
}
