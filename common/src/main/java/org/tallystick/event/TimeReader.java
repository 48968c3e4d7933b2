package org.tallystick.event;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import org.apache.flink.table.data.TimestampData;

/** Reads texts of times that are written in one form. */
final class TimeReader implements Serializable {
    private final LocalTimes locals;

    /** Null for ISO 8601; an Optional cannot be shipped to the workers. */
    private final FormattedTime format;

    /** Null where texts are no numbers. */
    private final EpochUnit unit;

    /** Whether the fast way is one: texts of its form mean the same here. */
    private final boolean plainWithOffset;

    private final boolean plainWithout;

    TimeReader(TimeForm form) {
        locals = new LocalTimes(form.zone().orElse(ZoneOffset.UTC), form.overlap());
        format = form.format().map(FormattedTime::new).orElse(null);
        unit = form.unit().orElse(null);
        plainWithOffset = format == null && unit == null;
        plainWithout = plainWithOffset && locals.isUtc();
    }

    /** Whether texts have a form of the pipeline's own. */
    boolean isFormatted() {
        return format != null;
    }

    LocalTimes locals() {
        return locals;
    }

    /** Whether a text, in UTF-8, is of the form that is read fast. */
    private boolean isPlain(byte[] text) {
        return plainWithOffset
                && PlainTime.isFormOf(text)
                && (plainWithout || PlainTime.isUtc(text));
    }

    /**
     * Epoch ms of a text in UTF-8; what is finer is cut towards the past.
     *
     * @throws DateTimeException where it is no time
     * @throws ArithmeticException where it is beyond epoch ms
     */
    long millis(byte[] text) {
        return isPlain(text) ? PlainTime.millis(text, this) : moment(text).millis();
    }

    /**
     * The same as a value of a column of instants.
     *
     * @throws DateTimeException also where the column cannot hold it exactly
     */
    TimestampData instant(byte[] text, int precision) {
        return isPlain(text)
                ? TimestampData.fromEpochMillis(PlainTime.millis(text, this))
                : moment(text).timestamp(precision);
    }

    /**
     * The same as a value of a column that holds what a clock shows.
     *
     * @throws DateTimeException also where it is an instant
     */
    TimestampData wall(byte[] text, int precision) {
        var read = string(text);
        return unit != null
                ? unit.moment(read).timestamp(precision)
                : written(read).wall(precision);
    }

    Moment moment(byte[] text) {
        var read = string(text);
        return unit != null ? unit.moment(read) : written(read).moment(locals);
    }

    private WrittenTime written(String text) {
        return format != null ? format.read(text) : IsoText.read(text);
    }

    private static String string(byte[] text) {
        return new String(text, StandardCharsets.UTF_8);
    }
}
