package org.tallystick.source.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HexFormat;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.event.TimeForm;

/** What becomes of JSON: texts and the values that they are, or the reason why they are none. */
class JsonTableTest {
    private static final String SCHEMA =
            """
            {"type":"record","name":"E","fields":[
              {"name":"text","type":["null","string"],"default":null,"aliases":["@text","a.text"]},
              {"name":"long","type":["null","long"],"default":null},
              {"name":"float","type":["null","float"],"default":null},
              {"name":"double","type":["null","double"],"default":null},
              {"name":"price","default":null,"type":["null",
                {"type":"bytes","logicalType":"decimal","precision":10,"scale":2}]},
              {"name":"map","type":["null",{"type":"map","values":"int"}],"default":null},
              {"name":"inner","default":null,"type":["null",{"type":"record","name":"I","fields":[
                {"name":"x","type":"int","default":3,"aliases":["user-x"]},
                {"name":"y","type":["string","null"],"default":"why"}]}]}]}
            """;

    private final JsonRows rows = open(SCHEMA);

    private static JsonRows open(String avro) {
        var schema = EventSchema.parse(avro);
        var times = TimeColumns.of(schema.rowType(), "", TimeForm.STANDARD);
        var rows = new JsonRows(schema, times, schema.rowType().getFieldCount(), new int[0]);
        rows.open();
        return rows;
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "text   | \"\"                      | ''",
                "text   | \"a\"                     | a",
                "text   | \"\\ud83d\\ude00\"        | \ud83d\ude00",
                "text   | \"\\u0000\"               | '\u0000'",
                "text   | \"\\ufffd\"               | \ufffd",
                "long   | 0                         | 0",
                "long   | -0                        | 0",
                "long   | 9223372036854775807       | 9223372036854775807",
                "long   | -9223372036854775808      | -9223372036854775808",
                "double | 1                         | 1.0",
                "double | -0                        | 0.0",
                "double | -0.0                      | -0.0",
                "double | 0.1                       | 0.1",
                "double | 1e308                     | 1.0E308",
                "double | 5e-324                    | 4.9E-324",
                "double | 0e-400                    | 0.0",
                "double | 0.000e999                 | 0.0",
                "double | \" 2.5 \"                 | 2.5",
                "double | \"NaN\"                   | NaN",
                "double | \"-Infinity\"             | -Infinity",
                "double | 1.7976931348623157e308    | 1.7976931348623157E308",
                "float  | 16777217                  | 1.6777216E7",
                "float  | 3.4e38                    | 3.4E38",
                "price  | 1                         | 1.00",
                "price  | 12.340                    | 12.34",
                "price  | 99999999.99               | 99999999.99",
                "price  | 1e2                       | 100.00",
                "price  | 1200e-2                   | 12.00",
                "price  | \"0.00000000000000000000\"| 0.00",
                "price  | \"-1.5\"                  | -1.50",
                "price  | 0e999999999               | 0.00",
            })
    void aValueIsTakenExactly(String field, String json, String value) throws IOException {
        assertThat(read(field, json)).hasToString(value);
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "text   | 1                          | 1 is not STRING",
                "text   | \"\\ud800\"                | \\ud800 at place 0 is half of a character",
                "text   | \"a\\udfff\"               | \\udfff at place 1 is half of a character",
                "text   | \"\\ude00\\ud83d\"         | \\ude00 at place 0 is half of a character",
                "long   | 1.0                        | 1.0 is not BIGINT",
                "long   | 1e2                        | 1e2 is not BIGINT",
                "long   | \"1\"                      | 1 is not BIGINT",
                "long   | true                       | true is not BIGINT",
                "long   | 9223372036854775808        | 9223372036854775808 is not BIGINT",
                "double | 1e400                      | 1e400 is not DOUBLE",
                "double | -1e400                     | -1e400 is not DOUBLE",
                "double | 1e-400                     | 1e-400 is not DOUBLE",
                "double | 1.8e308                    | 1.8e308 is not DOUBLE",
                "double | \"1e400\"                  | 1e400 is not DOUBLE",
                "double | \"10d\"                    | 10d is not DOUBLE",
                "double | \"7f\"                     | 7f is not DOUBLE",
                "double | \"1.5D\"                   | 1.5D is not DOUBLE",
                "double | \"0x1p3\"                  | 0x1p3 is not DOUBLE",
                "double | \"1_000\"                  | 1_000 is not DOUBLE",
                "double | \"1,5\"                    | 1,5 is not DOUBLE",
                "double | \"\"                       | is not DOUBLE",
                "double | \"nan\"                    | nan is not DOUBLE",
                "double | \"\u0661\"                 | is not DOUBLE",
                "float  | 3.5e38                     | 3.5e38 is not FLOAT",
                "float  | 1e-50                      | 1e-50 is not FLOAT",
                "float  | \"1f\"                     | 1f is not FLOAT",
                "price  | 1.005                      | 1.005 is not DECIMAL(10, 2)",
                "price  | 100000000                  | 100000000 is not DECIMAL(10, 2)",
                "price  | 1e999999999                | 1e999999999 is not DECIMAL(10, 2)",
                "price  | 1e-999999999               | 1e-999999999 is not DECIMAL(10, 2)",
                "price  | \"12.5d\"                  | 12.5d is not DECIMAL(10, 2)",
                "price  | \"\u0661\"                 | is not DECIMAL(10, 2)",
                "map    | {\"a\":1,\"b\":2,\"a\":1}  | field 'map.a' is there more than once",
                "map    | {\"\\ud800\":1}            | half of a character",
                "inner  | {\"x\":1,\"x\":1}          | field 'inner.x' is there more than once",
                "inner  | {\"x\":1,\"user-x\":1}     | field 'inner.x' is there more than once",
                "inner  | {\"x\":null}               | field 'inner.x' is null",
            })
    void whatIsNotExactlyAValueIsAReject(String field, String json, String reason) {
        assertThatThrownBy(() -> read(field, json)).hasMessageContaining(reason);
    }

    /** As long as a text may be, in no more time than it takes to look at it. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "0.", "1e9", "-1"})
    void aMillionDigitsAreARejectAtOnce(String start) {
        var digits = start + "0".repeat(999_999) + "7";

        assertThatThrownBy(() -> read("price", '"' + digits + '"'))
                .hasMessageContaining("is not DECIMAL(10, 2)")
                .message()
                .hasSizeLessThan(200);
    }

    @Test
    void aFieldThatIsNotThereHasItsDefault() throws IOException {
        var inner = (GenericRowData) row("{\"inner\":{}}").getField(6);
        assertThat(inner).hasToString("+I(3,why)");

        var given = (GenericRowData) row("{\"inner\":{\"y\":null,\"x\":5}}").getField(6);
        assertThat(given).hasToString("+I(5,null)");
    }

    @Test
    void aMemberMayGoByAnAlias() throws IOException {
        assertThat(row("{\"@text\":\"a\"}").getField(0)).hasToString("a");
        assertThat(row("{\"a.text\" : \"b\"}").getField(0)).hasToString("b");
        assertThatThrownBy(() -> row("{\"@text\":\"a\",\"text\":\"b\"}"))
                .hasMessage("field 'text' is there more than once");
    }

    @Test
    void moreThanSixtyFourFieldsAreToldApart() throws IOException {
        var fields = new StringBuilder();
        var members = new StringBuilder();
        for (int i = 0; i < 130; i++) {
            fields.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"f%d\",\"type\":\"int\"}".formatted(i));
            members.append(i == 0 ? "" : ",").append("\"f%d\":%d".formatted(i, i));
        }
        var wide = open("{\"type\":\"record\",\"name\":\"W\",\"fields\":[" + fields + "]}");
        var row = wide.read(("{" + members + "}").getBytes(UTF_8), null);
        assertThat(row.getField(64)).isEqualTo(64);
        assertThat(row.getField(129)).isEqualTo(129);

        var repeated = "{" + members + ",\"f64\":64}";
        assertThatThrownBy(() -> wide.read(repeated.getBytes(UTF_8), null))
                .hasMessage("field 'f64' is there more than once");
    }

    /** Documents that RFC 8259 allows, each as a member that no field has. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[ ]",
                "[[]   ]",
                "[\"\"]",
                "[1 ]",
                "[1,null,true,false]",
                "[ 1]",
                "{}",
                "{\"\":0}",
                "{\"a\":[]}",
                "{\"a\":{\"a\":1}}",
                "{ \"min\": -1.0e+28, \"max\": 1.0e+28 }",
                "\"\"",
                "\"\\u0060\\u012a\\u12AB\"",
                "\"\\uD801\\udc37\"",
                "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
                "\"\\\\u0000\"",
                "\"a/*b*/c\"",
                "\"\u007f\"",
                "\"\u20ac\"",
                "\"\u2028\"",
                "\"\\uFFFF\"",
                "0",
                "-0",
                "-1",
                "123",
                "0e1",
                "0e+1",
                "1E22",
                "1E-2",
                "1E+2",
                "123e45",
                "123.456e78",
                "123.456789",
                "-0.1",
                "20e1",
                "1.7976931348623157E+308",
                "-237462374673276894279832749832423479823246327846",
                "true",
                "false",
                "null",
                "[[[[[[[[[[]]]]]]]]]]",
                "\t1\n",
                "\"\\ud800\"",
                "1e9999"
            })
    void whatTheStandardAllowsIsPassedOver(String json) throws IOException {
        assertThat(row("{\"other\":" + json + ",\"long\":5}").getField(1)).isEqualTo(5L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1 true]",
                "[\"\": 1]",
                "[\"\"],",
                "[,1]",
                "[1,,2]",
                "[\"x\",,]",
                "[\"x\"]]",
                "[\"\",]",
                "[\"x\"",
                "[x",
                "[3[4]]",
                "[1:2]",
                "[,]",
                "[-]",
                "[   , \"\"]",
                "[1,]",
                "[*]",
                "[\"a\"",
                "[fals]",
                "[nul]",
                "[tru]",
                "[++1234]",
                "[+1]",
                "[+Inf]",
                "[-01]",
                "[-1.0.]",
                "[-2.]",
                "[-NaN]",
                "[.-1]",
                "[.2e-3]",
                "[0.1.2]",
                "[0.3e+]",
                "[0.3e]",
                "[0.e1]",
                "[0E+]",
                "[0e]",
                "[1.0e+]",
                "[1.0e-]",
                "[1 000]",
                "[1eE2]",
                "[2.e+3]",
                "[9.e+]",
                "[Inf]",
                "[NaN]",
                "[1+2]",
                "[0x1]",
                "[0x42]",
                "[Infinity]",
                "[- 1]",
                "[-012]",
                "[-.123]",
                "[012]",
                "[1e1m]",
                "[1.2a-3]",
                "{\"x\", null}",
                "{\"x\"::\"b\"}",
                "{\"a\":\"a\" 123}",
                "{key: 'value'}",
                "{\"a\" b}",
                "{:\"b\"}",
                "{\"a\" \"b\"}",
                "{\"a\":",
                "{\"a\"",
                "{1:1}",
                "{null:null}",
                "{\"id\":0,,,,,}",
                "{'a':0}",
                "{\"id\":0,}",
                "{\"a\":\"b\"}/**/",
                "{\"a\":\"b\",,\"c\":\"d\"}",
                "{a: \"b\"}",
                "{\"a\":\"a",
                "\"\\u00A\"",
                "\"\\a\"",
                "\"\\x00\"",
                "\"\\uqqqq\"",
                "\"\t\"",
                "\"\n\"",
                "'a'",
                "\"\\",
                "\"\\u\"",
                "[\u00a01]",
                "[\\u0020\"a\"]",
                "1]",
                "",
                "truth",
                "<null>",
                "[True]",
                "*",
                "\ufeff[]",
                "// c\n1",
                "undefined"
            })
    void whatTheStandardForbidsIsAReject(String json) {
        assertThatThrownBy(() -> row("{\"other\":" + json + ",\"long\":5}"))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "\"a\"",
                "null",
                "{\"long\":5} {\"long\":6}",
                "{\"long\":5}{\"long\":6}",
                "{\"long\":5},",
                "{\"long\":5}x",
                "{\"long\":5",
                "\u2060{\"long\":5}"
            })
    void whatIsNotOneObjectIsAReject(String json) {
        assertThatThrownBy(() -> row(json)).isInstanceOf(IOException.class);
    }

    /** Overlong forms, halves of characters, what is beyond Unicode, UTF-16 and UTF-32. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "c0af",
                "e080af",
                "f08080af",
                "eda080",
                "edbfbf",
                "ff",
                "fe",
                "80",
                "e282",
                "f4908080",
                "c3"
            })
    void bytesThatAreNotUtf8AreARejectAndNeverACharacter(String hex) {
        var bytes = HexFormat.of().parseHex("7b2274657874223a22" + hex + "227d");

        assertThatThrownBy(() -> rows.read(bytes, null))
                .hasMessage("not UTF-8, which JSON has to be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
    void otherCharacterSetsAreARejectAsAWhole(String charset) throws IOException {
        var bytes = "{\"long\":5}".getBytes(charset);

        assertThatThrownBy(() -> rows.read(bytes, null)).isInstanceOf(IOException.class);
    }

    @Test
    void aMarkOfTheByteOrderIsPassedOver() throws IOException {
        assertThat(row("\ufeff{\"long\":5}").getField(1)).isEqualTo(5L);
    }

    private Object read(String field, String json) throws IOException {
        var row = row("{\"" + field + "\":" + json + "}");
        return row.getField(EventSchema.parse(SCHEMA).rowType().getFieldIndex(field));
    }

    private GenericRowData row(String json) throws IOException {
        return rows.read(json.getBytes(UTF_8), null);
    }
}
