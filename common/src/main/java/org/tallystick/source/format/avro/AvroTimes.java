package org.tallystick.source.format.avro;

import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;
import org.tallystick.source.format.BadRecordException;

/**
 * Dates, times of day and timestamps, by the unit in which they were written.
 *
 * <p>A number that is written as nothing else is what the event schema says: its writer does not
 * say otherwise. One that is written as something else is refused, an instant for a local timestamp
 * too.
 */
final class AvroTimes {
    private static final long NANOS_OF_DAY = LocalTime.MAX.toNanoOfDay() + 1;

    /** Nanoseconds of a unit, by how logical types end. */
    private static final Map<String, Integer> UNITS =
            Map.of("millis", 1_000_000, "micros", 1_000, "nanos", 1);

    private AvroTimes() {}

    /** Dates and times of day. */
    static Optional<AvroColumn> ofDay(Schema writer, AvroTarget target) {
        var kind = target.type().is(LogicalTypeRoot.DATE) ? "date" : "time-";
        var logical = logical(writer, target);
        if (!AvroScalars.isWhole(writer.getType()) || !logical.startsWith(kind)) {
            return Optional.empty();
        }
        if (kind.equals("date")) {
            return writer.getType() == Schema.Type.INT
                    ? Optional.of(AvroBytes::integer)
                    : Optional.empty();
        }
        var whole = AvroScalars.whole(writer.getType());
        int unit = unit(logical);
        return Optional.of(in -> millisOfDay(whole.read(in), unit, target));
    }

    /** Flink's TIME holds milliseconds, whatever its precision. */
    private static Integer millisOfDay(long value, int unit, AvroTarget target)
            throws BadRecordException {
        long perMilli = 1_000_000 / unit;
        if (value < 0 || value >= NANOS_OF_DAY / unit || value % perMilli != 0) {
            throw target.wrong(value + " " + unitName(unit));
        }
        return (int) (value / perMilli);
    }

    /** Timestamps, with and without zone. */
    static Optional<AvroColumn> timestamp(Schema writer, AvroTarget target) {
        var local = target.type().is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE);
        var logical = logical(writer, target);
        if (!AvroScalars.isWhole(writer.getType())
                || !logical.startsWith(local ? "local-timestamp-" : "timestamp-")) {
            return Optional.empty();
        }
        var whole = AvroScalars.whole(writer.getType());
        int unit = unit(logical);
        int finest = (int) Math.pow(10, 9 - LogicalTypeChecks.getPrecision(target.type()));
        return Optional.of(in -> timestamp(whole.read(in), unit, finest, target));
    }

    private static TimestampData timestamp(long value, int unit, int finest, AvroTarget target)
            throws BadRecordException {
        long perMilli = 1_000_000 / unit;
        var timestamp =
                TimestampData.fromEpochMillis(
                        Math.floorDiv(value, perMilli),
                        (int) Math.floorMod(value, perMilli) * unit);
        if (timestamp.getNanoOfMillisecond() % finest != 0) {
            throw target.wrong(timestamp);
        }
        return timestamp;
    }

    /** What a number was written as, or else is read as. */
    private static String logical(Schema writer, AvroTarget target) {
        var written = writer.getProp("logicalType");
        return written == null ? target.schema().getProp("logicalType") : written;
    }

    private static int unit(String logical) {
        return UNITS.getOrDefault(logical.substring(logical.lastIndexOf('-') + 1), 1);
    }

    private static String unitName(int unit) {
        return UNITS.entrySet().stream()
                .filter(each -> each.getValue() == unit)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
