package org.tallystick.source.format.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.event.TimeForm;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.InvalidOptionException;
import org.tallystick.source.format.RecordRows;

/** Bytes of a message with one field, and the column or the reason for a reject. */
class ProtobufTableTest {
    private static final Map<String, String> COLUMNS =
            Map.ofEntries(
                    Map.entry("millis", logical("long", "timestamp-millis")),
                    Map.entry("micros", logical("long", "timestamp-micros")),
                    Map.entry("local", logical("long", "local-timestamp-micros")),
                    Map.entry("dec", decimal(20, 0)),
                    Map.entry("dec2", decimal(5, 2)),
                    Map.entry("AB", "{'type':'enum','name':'X','symbols':['A','B']}"),
                    Map.entry("fix2", "{'type':'fixed','name':'F','size':2}"),
                    Map.entry("ints", "{'type':'array','items':'int'}"),
                    Map.entry("recs", "{'type':'array','items':%s}".formatted(inner())),
                    Map.entry("map", "{'type':'map','values':'int'}"),
                    Map.entry("recmap", "{'type':'map','values':%s}".formatted(inner())),
                    Map.entry("rec", inner()));

    private static String logical(String type, String logical) {
        return "{'type':'%s','logicalType':'%s'}".formatted(type, logical);
    }

    private static String decimal(int precision, int scale) {
        return "{'type':'bytes','logicalType':'decimal','precision':%d,'scale':%d}"
                .formatted(precision, scale);
    }

    private static String inner() {
        return "{'type':'record','name':'N','fields':[{'name':'a','type':'int'},"
                + "{'name':'b','type':['null','string']}]}";
    }

    /**
     * @param field its type in Protobuf, behind {@code optional} or {@code repeated}
     * @param column its type in the event schema; a question mark may be null
     * @param bytes in hexadecimal
     * @param expected the value; or, behind an exclamation mark, the reason
     */
    @ParameterizedTest(name = "{0} as {1}: {2}")
    @CsvFileSource(resources = "values.csv", numLinesToSkip = 1, delimiter = '|')
    void aValueIsTakenExactlyOrTheRecordIsRejected(
            String field, String column, String bytes, String expected) throws Exception {
        var told = read(rows(field, column), bytes == null ? "" : bytes.replace(" ", ""));

        assertThat(told).isEqualTo(expected == null ? "" : expected);
    }

    private static String read(RecordRows rows, String hex) throws Exception {
        try {
            return told(rows.read(HexFormat.of().parseHex(hex), null).getField(0));
        } catch (BadRecordException e) {
            return "!" + e.getMessage();
        }
    }

    @Test
    void whatCannotFitIsSaidBeforeAnyRecord() {
        assertThatThrownBy(() -> rows("string", "int"))
                .hasMessage("field 'v': it is string, which is not INT");
        assertThatThrownBy(() -> rows("repeated int32", "int"))
                .hasMessage("field 'v': it is repeated int32, which is not INT");
        assertThatThrownBy(() -> rows("Timestamp", "local"))
                .hasMessageContaining("it is google.protobuf.Timestamp, which is not TIMESTAMP(6)");
        assertThatThrownBy(() -> rows(options("p.Other"), "'v'", "'int'"))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessage("the descriptor file has no message 'p.Other'");
        assertThatThrownBy(() -> rows(Map.of("message", "p.M"), "'v'", "'int'"))
                .hasMessage("format protobuf needs the option 'descriptor'");
        assertThatThrownBy(() -> rows(options("p.M"), "'w'", "'int'"))
                .hasMessageContaining("field 'w': p.M has no such field");
    }

    @Test
    void aFieldIsFoundByAnAliasAndAnAbsentOneHasItsDefault() throws Exception {
        var aliased = rows(options("p.M"), "'w','aliases':['v']", "'int'");
        assertThat(read(aliased, "0807")).isEqualTo("7");

        var missing = rows(options("p.M"), "'w','default':5", "'int'");
        assertThat(read(missing, "0807")).isEqualTo("5");
    }

    private static RecordRows rows(String field, String column) throws Exception {
        boolean nullable = column.endsWith("?");
        var name = column.replace("?", "");
        var type = COLUMNS.getOrDefault(name, "'" + name + "'");
        return rows(options(field, "p.M"), "'v'", nullable ? "['null'," + type + "]" : type);
    }

    private static Map<String, String> options(String message) throws Exception {
        return options("int32", message);
    }

    private static Map<String, String> options(String field, String message) throws Exception {
        var set = Messages.descriptorSet(messages(field));
        return Map.of("message", message, "descriptor", Base64.getEncoder().encodeToString(set));
    }

    private static RecordRows rows(Map<String, String> options, String name, String type)
            throws Exception {
        var avro =
                "{'type':'record','name':'E','fields':[{'name':%s,'type':%s}]}"
                        .formatted(name, type)
                        .replace('\'', '"');
        var schema = EventSchema.parse(avro);
        var times = TimeColumns.of(schema.rowType(), "none", TimeForm.STANDARD);
        var use = new FormatUse(options, false, schema, times, 1, new int[0]);
        var rows = InstantiationUtil.clone(new ProtobufFormat().rows(use));
        rows.open();
        return rows;
    }

    private static String messages(String field) {
        return """
        enum_type { name: "E" value { name: "A" number: 0 } value { name: "B" number: 1 } }
        message_type { name: "N"
          field { name: "a" number: 1 type: TYPE_INT32 }
          field { name: "b" number: 2 type: TYPE_STRING oneof_index: 0 proto3_optional: true }
          oneof_decl { name: "_b" } }
        message_type { name: "M" %s }
        """
                .formatted(field(field));
    }

    private static String field(String declared) {
        var words = declared.split(" ", -1);
        var type = words[words.length - 1];
        if (type.startsWith("map")) {
            return map(type);
        }
        boolean optional = declared.startsWith("optional");
        return "field { name: 'v' number: 1 %s label: %s %s } %s"
                .formatted(
                        type(type),
                        declared.startsWith("repeated") ? "LABEL_REPEATED" : "LABEL_OPTIONAL",
                        optional ? "oneof_index: 0 proto3_optional: true" : "",
                        optional ? "oneof_decl { name: '_v' }" : "");
    }

    /** {@code map<string,int32>}. */
    private static String map(String type) {
        var parts = type.substring(4, type.length() - 1).split(",", -1);
        return """
        field { name: "v" number: 1 label: LABEL_REPEATED type: TYPE_MESSAGE type_name: "VEntry" }
        nested_type { name: "VEntry" options { map_entry: true }
          field { name: "key" number: 1 label: LABEL_OPTIONAL %s }
          field { name: "value" number: 2 label: LABEL_OPTIONAL %s } }
        """
                .formatted(type(parts[0]), type(parts[1]));
    }

    private static String type(String name) {
        if (name.equals("E")) {
            return "type: TYPE_ENUM type_name: '.p.E'";
        }
        if (name.equals("N")) {
            return "type: TYPE_MESSAGE type_name: '.p.N'";
        }
        return Character.isUpperCase(name.charAt(0))
                ? "type: TYPE_MESSAGE type_name: '.google.protobuf.%s'".formatted(name)
                : "type: TYPE_" + name.toUpperCase(java.util.Locale.ROOT);
    }

    private static String told(Object value) {
        if (value instanceof GenericRowData row) {
            return IntStream.range(0, row.getArity())
                    .mapToObj(i -> told(row.getField(i)))
                    .toList()
                    .toString();
        }
        if (value instanceof GenericArrayData array) {
            return List.of(array.toObjectArray()).stream()
                    .map(ProtobufTableTest::told)
                    .toList()
                    .toString();
        }
        if (value instanceof GenericMapData map) {
            var entries = new TreeMap<String, String>();
            for (Object key : ((GenericArrayData) map.keyArray()).toObjectArray()) {
                entries.put(key.toString(), told(map.get(key)));
            }
            return entries.toString();
        }
        if (value instanceof byte[] bytes) {
            return Arrays.toString(bytes);
        }
        return String.valueOf(value);
    }
}
