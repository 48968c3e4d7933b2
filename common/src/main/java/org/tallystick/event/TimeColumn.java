package org.tallystick.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

/**
 * Turns the texts and the numbers that a format has for a timestamp into values of its column,
 * exactly or not at all.
 *
 * <p>What it throws is a {@link DateTimeException} whose message says of the text or the number
 * what is wrong with it, and begins with "it" or "in".
 */
public final class TimeColumn implements Serializable {
    private final TimeReader texts;
    private final boolean wall;
    private final int precision;
    private final EpochUnit unit;

    /** Whether a number may be in another unit than the schema says. */
    private final boolean doubted;

    /** Whether numbers count what the column counts. */
    private final boolean asCounted;

    /**
     * @param type a TIMESTAMP or TIMESTAMP_LTZ
     * @param doubted whether numbers that would rather be of another unit are refused
     */
    TimeColumn(LogicalType type, TimeForm form, boolean doubted) {
        texts = new TimeReader(form);
        wall = type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE);
        precision = LogicalTypeChecks.getPrecision(type);
        unit = form.unit().orElseGet(() -> EpochUnit.ofDecimals(precision));
        this.doubted = doubted && form.unit().isEmpty();
        asCounted = unit == EpochUnit.ofDecimals(precision);
    }

    /** The value of a text. */
    public TimestampData text(String text) {
        return text(text.getBytes(UTF_8));
    }

    /** The value of a text in UTF-8. */
    public TimestampData text(byte[] text) {
        return wall ? texts.wall(text, precision) : texts.instant(text, precision);
    }

    /** Whether a text of digits is a number, and not a text of the pipeline's own form. */
    public boolean takesNumbers() {
        return !texts.isFormatted();
    }

    /** The value of a whole number. */
    public TimestampData number(long number) {
        if (doubted) {
            unit.refuseMistaken(number);
        }
        return switch (asCounted ? precision : 0) {
            case 3 -> TimestampData.fromEpochMillis(number);
            case 6 ->
                    TimestampData.fromEpochMillis(
                            Math.floorDiv(number, 1000), (int) Math.floorMod(number, 1000L) * 1000);
            default -> unit.certain(number).timestamp(precision);
        };
    }

    /** The value of a number with decimals, or of more digits than a long has. */
    public TimestampData decimal(String number) {
        var moment = unit.moment(number);
        if (doubted) {
            unit.refuseMistaken(moment);
        }
        return moment.timestamp(precision);
    }

    /**
     * The date that a text is, days since 1970: any date of ISO 8601.
     *
     * @throws DateTimeException where it is none, or more than that
     */
    public static int date(String text) {
        LocalDate date = IsoText.date(text);
        return (int) date.toEpochDay();
    }

    /**
     * The time of day that a text is, ms.
     *
     * @throws DateTimeException where it is none, or finer
     */
    public static int millisOfDay(String text) {
        long nanos = LocalTime.parse(text).toNanoOfDay();
        if (nanos % 1_000_000 != 0) {
            throw new DateTimeException("it is finer than a millisecond");
        }
        return (int) (nanos / 1_000_000);
    }
}
