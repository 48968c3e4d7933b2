package org.tallystick.jobs.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileSpanTest {
    private static final long HOUR_MILLIS = 3_600_000;
    private static final long FIRST = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    private static final long LAST = Instant.parse("9999-12-31T23:00:00Z").toEpochMilli();

    @ParameterizedTest
    @EnumSource(names = {"HOUR", "DAY", "MONTH", "YEAR"})
    void partitionsAreNumberedAsIcebergNumbersThem(FileSpan span) {
        var table = new EventsTable().table();
        var key = new PartitionKey(span.spec(table, "_time").orElseThrow(), table.schema());
        var record = GenericRecord.create(table.schema());
        var wrapper = new InternalRecordWrapper(table.schema().asStruct());
        var random = new Random(7);
        LongStream.concat(
                        LongStream.of(FIRST, -1, 0, 1, -HOUR_MILLIS, LAST),
                        random.longs(10_000, FIRST, LAST))
                .forEach(
                        millis -> {
                            var time = Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
                            record.setField("_time", time);
                            key.partition(wrapper.wrap(record));
                            assertThat(span.partition(Math.floorDiv(millis, HOUR_MILLIS)))
                                    .isEqualTo(key.get(0, Integer.class));
                        });
    }
}
