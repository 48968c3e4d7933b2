package org.tallystick.source.format.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.tallystick.source.Decoding;

/** What stands in a field of a CSV record is taken exactly, or the record is a reject. */
class CsvValuesTest {
    private static final String DECIMAL =
            "{\"type\":\"bytes\",\"logicalType\":\"decimal\",\"precision\":5,\"scale\":2}";

    private static GenericRowData row(String type, String field, Map<String, String> options)
            throws Exception {
        return decoding(type, options).row("2001-01-01T00:00:00Z," + field);
    }

    private static Decoding decoding(String type, Map<String, String> options) {
        var avro =
                """
                {"type":"record","name":"E","fields":[
                  {"name":"time","type":"string"},{"name":"v","type":%s}]}
                """
                        .formatted(type(type));
        return Decoding.of("csv", options, avro);
    }

    /** {@code timestamp-millis?} and the like as Avro has them; a question mark may be null. */
    private static String type(String name) {
        if (name.endsWith("?")) {
            return "[\"null\"," + type(name.substring(0, name.length() - 1)) + "]";
        }
        return switch (name) {
            case "decimal" -> DECIMAL;
            case "date", "time-millis" ->
                    "{\"type\":\"int\",\"logicalType\":\"%s\"}".formatted(name);
            case "time-micros",
                    "timestamp-millis",
                    "timestamp-micros",
                    "local-timestamp-millis",
                    "local-timestamp-micros" ->
                    "{\"type\":\"long\",\"logicalType\":\"%s\"}".formatted(name);
            default -> '"' + name + '"';
        };
    }

    @ParameterizedTest
    @CsvFileSource(resources = "values.csv", delimiter = '|', quoteCharacter = '`')
    void everyTypeIsReadFromItsText(String type, String field, String expected) throws Exception {
        var row = row(type, field, Map.of());
        assertThat(row.getField(row.getArity() - 2)).isNull();
        assertThat(text(row.getField(1))).isEqualTo(expected);
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "no-values.csv", delimiter = '|', quoteCharacter = '`')
    void whatIsOfNoTypeIsRejected(String type, String field, String reason) throws Exception {
        assertThat(decoding(type, Map.of()).reason("2001-01-01T00:00:00Z," + field))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvFileSource(resources = "null-texts.csv", delimiter = '|', quoteCharacter = '`')
    void aTextMayStandForNull(String nullText, String type, String field, String expected)
            throws Exception {
        var decoding = decoding(type, Map.of("null-literal", nullText));
        var record = "2001-01-01T00:00:00Z," + field;
        var reason = decoding.reason(record);
        assertThat(reason != null ? reason : text(decoding.row(record).getField(1)))
                .isEqualTo(expected);
    }
}
