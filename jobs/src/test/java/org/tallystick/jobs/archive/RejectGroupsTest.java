package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.flink.types.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RejectGroupsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    field 'n1': 1.5 is not INT | field 'n1': \u2026 is not INT
                    field 'd': a is not b is not DECIMAL(9, 2): it is long | field 'd': \u2026 is not DECIMAL(9, 2): it is long
                    event time 'ts': 2001-13-01: in it is a month of 13 | event time 'ts': \u2026: in it is a month of \u2026
                    1500 bytes, more than the limit of 1000 | \u2026 bytes, more than the limit of \u2026
                    no event time: field 'ts2' is null | no event time: field 'ts2' is null
                    no value (a tombstone) | no value (a tombstone)
                    """)
    void ofAReasonTheValuesGo(String reason, String shape) {
        assertThat(RejectGroups.shape(reason)).isEqualTo(shape);
    }

    @Test
    void aGroupHasItsFirstAndLastPositionAndTheExampleOfTheFirst() {
        var groups = new RejectGroups();
        groups.add(row("time", "event time 't': 7: bad", "b", 0, 1));
        groups.add(row("time", "event time 't': 8: bad", "a", 1, 9));
        groups.add(row("time", "event time 't': 9: bad", "a", 1, 10));
        groups.add(row("identity", "no identity", "a", 0, 3));

        var rows = groups.rows(1);

        assertThat(rows.more()).isTrue();
        assertThat(rows.rows()).hasSize(1);
        var row = rows.rows().get(0);
        assertThat(row.getField("count")).isEqualTo(3L);
        assertThat(row.getField("first")).isEqualTo("a:1:9");
        assertThat(row.getField("last")).isEqualTo("b:0:1");
        assertThat(row.getField("example")).isEqualTo("event time 't': 8: bad");
    }

    private static Row row(String kind, String reason, String topic, int partition, long offset) {
        var row = Row.withNames();
        row.setField("kind", kind);
        row.setField("reason", reason);
        row.setField("topic", topic);
        row.setField("partition", partition);
        row.setField("offset", offset);
        return row;
    }
}
