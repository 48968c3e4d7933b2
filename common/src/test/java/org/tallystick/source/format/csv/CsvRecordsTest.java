package org.tallystick.source.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.tallystick.source.format.BadRecordException;

/** How a record is split into fields: RFC 4180, and what options change. */
class CsvRecordsTest {

    /** Fields in brackets, quoted ones in double brackets; or the reason why there are none. */
    private static String fields(String record, Map<String, String> options) {
        var fields = new CsvFields(CsvOptions.of(options));
        try {
            fields.split(record.getBytes(UTF_8));
        } catch (BadRecordException e) {
            return e.getMessage();
        }
        var told = new ArrayList<String>();
        for (int i = 0; i < fields.count(); i++) {
            told.add(
                    fields.isQuoted(i) ? "[[" + fields.text(i) + "]]" : "[" + fields.text(i) + "]");
        }
        return String.join("", told);
    }

    /** {@code ~} is an LF and {@code ^} a CR. */
    private static String lines(String text) {
        return text.replace('~', '\n').replace('^', '\r');
    }

    @ParameterizedTest
    @CsvFileSource(resources = "records.csv", delimiter = '|', quoteCharacter = '`')
    void recordsAreSplitAsTheStandardHasIt(String record, String expected) {
        assertThat(fields(lines(record), Map.of())).isEqualTo(lines(expected));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "records-with-options.csv", delimiter = '|', quoteCharacter = '`')
    void optionsChangeWhatIsAMark(String option, String value, String record, String expected) {
        assertThat(fields(lines(record), Map.of(option, value))).isEqualTo(lines(expected));
    }

    @Test
    void nullTextIsSoughtBeforeEscapesAre() {
        var options = Map.of("escape-character", "\\", "null-literal", "\\N");
        assertThat(fields("\\N,a", options)).isEqualTo("[\\N][a]");
        assertThat(fields("a,\\N", options)).isEqualTo("[a][\\N]");
        assertThat(fields("a\\,,\\N", options)).isEqualTo("[[a,]][\\N]");
        assertThat(fields("\"\\N\"", options)).startsWith("'\\N' is no escape");
    }

    @Test
    void escapesWorkWithoutQuotesToo() {
        var options = Map.of("escape-character", "\\", "disable-quote-character", "true");
        assertThat(fields("a\\,b,\"c", options)).isEqualTo("[[a,b]][\"c]");
        assertThat(fields("\uD800\uDC00\\,\uD800\uDC00", options))
                .isEqualTo("[[\uD800\uDC00,\uD800\uDC00]]");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        var fields = new CsvFields(CsvOptions.of(Map.of()));
        for (var bytes :
                new byte[][] {
                    {'a', (byte) 0xFF}, {(byte) 0xC3}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}
                }) {
            assertThat(reason(fields, bytes)).startsWith("not UTF-8");
        }
        assertThat(reason(fields, "\uFFFD".getBytes(UTF_8))).isEmpty();
    }

    private static String reason(CsvFields fields, byte[] record) {
        try {
            fields.split(record);
            return "";
        } catch (BadRecordException e) {
            return e.getMessage();
        }
    }

    @Test
    void aRecordMayHaveAnyNumberOfFields() {
        assertThat(fields(",".repeat(999), Map.of())).isEqualTo("[]".repeat(1000));
    }
}
