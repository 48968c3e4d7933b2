package org.tallystick.jobs.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.tallystick.jobs.archive.ArchiveQuery.Rows;

class RowTextsTest {
    private static final List<String> COLUMNS = List.of("time", "number", "value", "bytes");

    @Test
    void aTableCutsWhatIsLongAndShowsBytesThatAreNoTextAsHex() {
        var rows =
                List.of(
                        row(
                                Instant.EPOCH,
                                12_345L,
                                "a\nb",
                                "plain".getBytes(StandardCharsets.UTF_8)),
                        row(null, null, "x".repeat(100), new byte[] {(byte) 0xff, 0}));

        assertThat(RowTexts.table(new Rows(COLUMNS, rows, false)))
                .isEqualTo(
                        """
                        time                  number  value                                                            bytes
                        1970-01-01T00:00:00Z  12345   a\\nb                                                             plain
                                                      %s...  0xff00"""
                                .formatted("x".repeat(60)));
    }

    @Test
    void jsonHasEveryValueWhole() {
        var row =
                row(
                        Instant.EPOCH,
                        new BigDecimal("1E+3"),
                        Map.of("nested", new Object[] {1.5, Double.NaN}),
                        new byte[] {(byte) 0xff, 0});

        assertThat(RowTexts.json(row, COLUMNS))
                .isEqualTo(
                        """
                        {"time":"1970-01-01T00:00:00Z","number":1000,"value":{"nested":[1.5,"NaN"]},"bytes_base64":"/wA="}""");
    }

    private static Row row(Object time, Object number, Object value, byte[] bytes) {
        var row = Row.withNames();
        row.setField("time", time);
        row.setField("number", number);
        row.setField("value", value);
        row.setField("bytes", bytes);
        return row;
    }
}
