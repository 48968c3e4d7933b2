package org.tallystick.source.format.avro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.event.TimeForm;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.RecordRows;

/** What was written with one schema is read with another exactly, or not at all. */
class AvroResolutionTest {

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"E\",\"fields\":[" + fields + "]}";
    }

    private static String ofType(String type) {
        return record("{\"name\":\"v\",\"type\":" + type(type) + "}");
    }

    /** {@code decimal?(9,2)} and the like as Avro has them; a question mark may be null. */
    private static String type(String name) {
        if (name.contains("?")) {
            return "[\"null\"," + type(name.replace("?", "")) + "]";
        }
        if (name.startsWith("decimal")) {
            var digits = name.replaceAll("[^0-9,]", "").split(",", -1);
            return "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":%s,\"scale\":%s}"
                    .formatted(digits[0], digits[1]);
        }
        if (name.equals("date") || name.equals("time-millis")) {
            return "{\"type\":\"int\",\"logicalType\":\"" + name + "\"}";
        }
        return name.contains("-")
                ? "{\"type\":\"long\",\"logicalType\":\"" + name + "\"}"
                : '"' + name + '"';
    }

    private static Object datum(String type, String value) {
        var plain = type.replace("?", "");
        if (value.equals("null")) {
            return null;
        }
        if (plain.startsWith("decimal")) {
            return ByteBuffer.wrap(new BigDecimal(value).unscaledValue().toByteArray());
        }
        return switch (plain) {
            case "string" -> value;
            case "boolean" -> Boolean.valueOf(value);
            case "float" -> Float.valueOf(value);
            case "double" -> Double.valueOf(value);
            case "bytes" -> ByteBuffer.wrap(bytes(new BigInteger(value)));
            case "int", "date", "time-millis" -> Integer.valueOf(value);
            default -> Long.valueOf(value);
        };
    }

    /** Without a byte for the sign alone. */
    private static byte[] bytes(BigInteger value) {
        var bytes = value.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }

    private static byte[] written(String avro, Map<String, Object> fields) throws Exception {
        var schema = new Schema.Parser().parse(avro);
        var record = new GenericData.Record(schema);
        fields.forEach(record::put);
        var out = new ByteArrayOutputStream();
        var encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    /** Of records that a registry knows the schema of: the writer's. */
    private static RecordRows rows(String writer, String reader) {
        var schema = EventSchema.parse(reader);
        var times = TimeColumns.of(schema.rowType(), "none", TimeForm.STANDARD);
        int width = schema.rowType().getFieldCount();
        var rows =
                new AvroRows(
                        new FormatUse(Map.of(), false, schema, times, width, new int[0]),
                        new Known(writer));
        rows.open();
        return rows;
    }

    private record Known(String avro) implements WriterSchemas {
        @Override
        public Optional<Schema> of(byte[] message) {
            return Optional.of(new Schema.Parser().parse(avro));
        }

        @Override
        public int headerLength() {
            return 0;
        }
    }

    private static String outcome(RecordRows rows, byte[] record) throws Exception {
        try {
            return text(rows.read(record, null));
        } catch (BadRecordException e) {
            return e.getMessage();
        }
    }

    private static String text(GenericRowData row) {
        var value = row.getField(0);
        return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "resolution.csv", delimiter = '|', quoteCharacter = '`')
    void logicalTypesAndPromotionsAreExact(
            String writer, String value, String reader, String expected) throws Exception {
        var record = written(ofType(writer), Collections.singletonMap("v", datum(writer, value)));
        assertThat(outcome(rows(ofType(writer), ofType(reader)), record)).isEqualTo(expected);
    }

    @Test
    void fieldsAreFoundByNameAndAliasAndOthersArePassedOver() throws Exception {
        var writer =
                record(
                        "{\"name\":\"x\",\"type\":{\"type\":\"array\",\"items\":{\"type\":\"map\",\"values\":\"long\"}}},"
                                + "{\"name\":\"old\",\"type\":\"int\"},"
                                + "{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"K\",\"symbols\":[\"A\",\"B\"]}}");
        var reader =
                record(
                        "{\"name\":\"kind\",\"type\":{\"type\":\"enum\",\"name\":\"K\",\"symbols\":[\"B\",\"C\"],\"default\":\"C\"}},"
                                + "{\"name\":\"added\",\"type\":\"string\",\"default\":\"d\"},"
                                + "{\"name\":\"v\",\"type\":\"long\",\"aliases\":[\"old\"]}");
        var symbols = new Schema.Parser().parse(writer).getField("kind").schema();
        for (var symbol : List.of("A", "B")) {
            var record =
                    written(
                            writer,
                            Map.of(
                                    "x",
                                    List.of(Map.of("a", 1L), Map.of()),
                                    "old",
                                    5,
                                    "kind",
                                    new GenericData.EnumSymbol(symbols, symbol)));
            assertThat(rows(writer, reader).read(record, null))
                    .hasToString(symbol.equals("A") ? "+I(C,d,5)" : "+I(B,d,5)");
        }
    }

    @Test
    void aFieldThatWasNotWrittenNeedsADefault() throws Exception {
        var writer = record("{\"name\":\"a\",\"type\":\"int\"}");
        assertThat(outcome(rows(writer, ofType("long")), written(writer, Map.of("a", 1))))
                .isEqualTo(
                        "field 'v' is missing: it was written without, and the event schema has no default");
    }

    /** Six bytes that ask for two gigabytes, and their like. */
    @ParameterizedTest
    @CsvFileSource(resources = "broken-lengths.csv", delimiter = '|', quoteCharacter = '`')
    void nothingIsMadeForBytesThatAreNotThere(String type, String hex, String reason)
            throws Exception {
        var avro = record("{\"name\":\"v\",\"type\":" + type + "}");
        var bytes = new byte[hex.length() / 2];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
        }
        assertThat(outcome(rows(avro, avro), bytes)).contains(reason);
        var passed = record("{\"name\":\"w\",\"type\":\"int\",\"default\":1}");
        assertThat(outcome(rows(avro, passed), bytes)).doesNotStartWith("+I");
    }

    @Test
    void aRecordThatIsInItselfIsPassedOverOnlySoDeep() throws Exception {
        var writer =
                record(
                        "{\"name\":\"list\",\"type\":{\"type\":\"record\",\"name\":\"L\",\"fields\":["
                                + "{\"name\":\"next\",\"type\":[\"null\",\"L\"]}]}},"
                                + "{\"name\":\"v\",\"type\":\"int\"}");
        var rows = rows(writer, ofType("int"));
        assertThat(outcome(rows, new byte[] {2, 2, 2, 0, 14})).isEqualTo("7");
        var deep = new byte[1_000_000];
        Arrays.fill(deep, (byte) 2);
        assertThat(outcome(rows, deep)).contains("more than 200 deep");
        assertThat(outcome(rows, new byte[] {0, 14})).isEqualTo("7");
    }
}
