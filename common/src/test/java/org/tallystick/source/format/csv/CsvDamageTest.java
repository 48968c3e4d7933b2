package org.tallystick.source.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.table.data.GenericRowData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.event.TimeForm;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.FormatUse;
import org.tallystick.source.format.RecordRows;

/**
 * Records that were right and are damaged at random: whatever is accepted is what a naive reader,
 * which shares no code with ours, makes of the same bytes; the rest is a reject and nothing else.
 */
class CsvDamageTest {
    private static final String AVRO =
            """
            {"type":"record","name":"E","fields":[
              {"name":"text","type":["null","string"]},
              {"name":"yes","type":["null","boolean"]},
              {"name":"int","type":["null","int"]},
              {"name":"long","type":["null","long"]},
              {"name":"double","type":["null","double"]},
              {"name":"price","type":["null",
                {"type":"bytes","logicalType":"decimal","precision":9,"scale":2}]},
              {"name":"more","type":"string"}]}
            """;

    private static final byte[] MARKS = {
        '"',
        '"',
        '"',
        ',',
        ',',
        '\n',
        '\r',
        '\\',
        ' ',
        '-',
        '+',
        '.',
        'e',
        '0',
        '9',
        '\t',
        0,
        (byte) 0xC3,
        (byte) 0xFF
    };

    private static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noValueIsAcceptedThatANaiveReaderDoesNotSee(long seed) throws Exception {
        var random = new Random(seed);
        var rows = rows(Map.of());
        int accepted = 0;
        for (int i = 0; i < 200; i++) {
            var record = damaged(record(random), random, random.nextInt(4));
            var row = read(rows, record);
            if (row.isPresent()) {
                accepted++;
                assertThat(told(row.get()))
                        .as(new String(record, UTF_8))
                        .isEqualTo(naive(new String(record, UTF_8)));
            }
        }
        assertThat(accepted).isBetween(20, 190);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void withoutDamageAllIsAccepted(long seed) throws Exception {
        var random = new Random(seed);
        var rows = rows(Map.of());
        for (int i = 0; i < 50; i++) {
            var record = record(random);
            assertThat(read(rows, record).map(CsvDamageTest::told))
                    .as(new String(record, UTF_8))
                    .contains(naive(new String(record, UTF_8)));
        }
    }

    /** With all options on there is no second reader: nothing is thrown but rejects. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void damageWithEscapesIsARejectAndNothingElse(long seed) throws Exception {
        var random = new Random(seed);
        var rows = rows(Map.of("escape-character", "\\", "null-literal", "\\N"));
        for (int i = 0; i < 200; i++) {
            assertThat(read(rows, damaged(record(random), random, 3))).isNotNull();
        }
    }

    private static RecordRows rows(Map<String, String> options) {
        var schema = EventSchema.parse(AVRO);
        var times = TimeColumns.of(schema.rowType(), "none", TimeForm.STANDARD);
        int width = schema.rowType().getFieldCount();
        var rows =
                new CsvFormat()
                        .rows(new FormatUse(options, false, schema, times, width, new int[0]));
        rows.open();
        return rows;
    }

    private static Optional<GenericRowData> read(RecordRows rows, byte[] record) throws Exception {
        try {
            return Optional.of(rows.read(record, null));
        } catch (BadRecordException e) {
            assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(400);
            return Optional.empty();
        }
    }

    private static List<Object> told(GenericRowData row) {
        var values = new ArrayList<Object>();
        for (int i = 0; i < row.getArity(); i++) {
            var value = row.getField(i);
            values.add(i == 5 && value != null ? row.getDecimal(i, 9, 2).toBigDecimal() : value);
        }
        return values.stream().map(String::valueOf).map(Object.class::cast).toList();
    }

    private static byte[] record(Random random) {
        var fields = new ArrayList<String>();
        fields.add(text(random));
        fields.add(random.nextInt(5) == 0 ? "" : random.nextBoolean() ? "true" : "FALSE");
        fields.add(random.nextInt(5) == 0 ? "" : Integer.toString(random.nextInt()));
        fields.add(random.nextInt(5) == 0 ? "" : Long.toString(random.nextLong()));
        fields.add(random.nextInt(5) == 0 ? "" : Double.toString(random.nextGaussian()));
        fields.add(BigDecimal.valueOf(random.nextInt(1_000_000_000), 2).toString());
        fields.add(text(random));
        for (int i = 0; i < fields.size(); i++) {
            if (random.nextInt(4) == 0 || !fields.get(i).matches("[^\",\r\n]*")) {
                fields.set(i, '"' + fields.get(i).replace("\"", "\"\"") + '"');
            }
        }
        return String.join(",", fields).getBytes(UTF_8);
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        for (int left = random.nextInt(6); left > 0; left--) {
            text.appendCodePoint("ab \",\n\ré€\\".charAt(random.nextInt(10)));
        }
        return text.toString();
    }

    private static byte[] damaged(byte[] record, Random random, int times) {
        var bytes = record;
        for (int i = 0; i < times; i++) {
            int at = random.nextInt(bytes.length + 1);
            int behind = Math.min(bytes.length, at + random.nextInt(3));
            var out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            if (random.nextBoolean()) {
                out.write(MARKS[random.nextInt(MARKS.length)]);
            }
            out.write(bytes, behind, bytes.length - behind);
            bytes = out.size() == 0 ? record : out.toByteArray();
        }
        return bytes;
    }

    /**
     * What the values of a record are, by a reader of few words that knows valid records alone;
     * blank lines before it are passed over.
     */
    private static List<Object> naive(String record) throws CharacterCodingException {
        UTF_8.newDecoder().decode(ByteBuffer.wrap(record.getBytes(UTF_8)));
        var fields = new ArrayList<String>();
        int at = record.length() - record.replaceFirst("^[\r\n]+", "").length();
        do {
            var field = new StringBuilder();
            if (at < record.length() && record.charAt(at) == '"') {
                at++;
                while (record.charAt(at) != '"' || record.startsWith("\"\"", at)) {
                    at += record.charAt(at) == '"' ? 1 : 0;
                    field.append(record.charAt(at++));
                }
                at++;
            } else {
                while (at < record.length() && ",\r\n".indexOf(record.charAt(at)) < 0) {
                    field.append(record.charAt(at++));
                }
            }
            fields.add(field.toString());
        } while (at < record.length() && record.charAt(at++) == ',');
        return values(fields);
    }

    private static List<Object> values(List<String> fields) {
        var values = new ArrayList<Object>();
        values.add(fields.get(0));
        var yes = plain(fields.get(1)).toLowerCase(Locale.ROOT);
        values.add(yes.isEmpty() ? "null" : yes);
        for (int i = 2; i < 6; i++) {
            var text = plain(fields.get(i));
            values.add(text.isEmpty() ? "null" : number(i, text));
        }
        values.add(fields.get(6));
        return values;
    }

    private static String plain(String field) {
        return field.replaceAll("^[ \t]+|[ \t]+$", "");
    }

    private static String number(int column, String text) {
        return switch (column) {
            case 2 -> Integer.toString(new BigDecimal(text).intValueExact());
            case 3 -> Long.toString(new BigDecimal(text).longValueExact());
            case 4 -> Double.toString(Double.parseDouble(text));
            default -> new BigDecimal(text).setScale(2).toString();
        };
    }
}
