package org.tallystick.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.table.data.TimestampData;

/** In what time since 1970 is counted. */
public enum EpochUnit {
    S("seconds", 0),
    MS("milliseconds", 3),
    US("microseconds", 6),
    NS("nanoseconds", 9);

    private static final long NANOS = 1_000_000_000;

    /** 2000 and 2100, seconds: nearly all events are of the time between. */
    private static final long CENTURY = 946_684_800;

    private static final long NEXT_CENTURY = 4_102_444_800L;

    /** 10000-01-01, seconds. */
    private static final long LATEST = 253_402_300_800L;

    /** More digits than any time has, and few enough to compute with. */
    private static final int LONGEST = 40;

    private final String plural;
    private final int decimals;
    private final long perSecond;

    EpochUnit(String plural, int decimals) {
        this.plural = plural;
        this.decimals = decimals;
        this.perSecond = (long) Math.pow(10, decimals);
    }

    /** The unit in which a column with so many decimals of a second counts: 3, 6 or 9. */
    static EpochUnit ofDecimals(int decimals) {
        return Arrays.stream(values())
                .filter(unit -> unit.decimals == decimals)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no unit of 1e-" + decimals));
    }

    /** As a pipeline has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As people have it. */
    public String plural() {
        return plural;
    }

    Moment moment(long count) {
        long rest = Math.floorMod(count, perSecond);
        return new Moment(
                Math.floorDiv(count, perSecond), (int) (rest * (NANOS / perSecond)), false);
    }

    /**
     * The time of a count that may have decimals.
     *
     * @throws DateTimeException where it is no number, or none of any time
     */
    Moment moment(String count) {
        if (count.length() > LONGEST) {
            throw new DateTimeException("it is too long for a number of " + plural);
        }
        try {
            return moment(new BigDecimal(count));
        } catch (NumberFormatException e) {
            throw new DateTimeException("it is no number of " + plural);
        }
    }

    Moment moment(BigDecimal count) {
        if (Math.abs((long) count.scale()) > LONGEST || count.precision() > LONGEST) {
            throw new DateTimeException("it is too long for a number of " + plural);
        }
        var nanos = count.movePointRight(9 - decimals);
        var whole = nanos.setScale(0, RoundingMode.FLOOR);
        var parts = whole.toBigInteger().divideAndRemainder(BigInteger.valueOf(NANOS));
        boolean before = parts[1].signum() < 0;
        try {
            long second = parts[0].longValueExact() - (before ? 1 : 0);
            int nano = parts[1].intValue() + (before ? (int) NANOS : 0);
            return new Moment(second, nano, whole.compareTo(nanos) != 0);
        } catch (ArithmeticException e) {
            throw new DateTimeException("it is beyond what timestamps can hold", e);
        }
    }

    /** The count of a timestamp that this unit counts exactly. */
    long count(TimestampData timestamp) {
        long perMilli = Math.max(1, perSecond / 1000);
        return timestamp.getMillisecond() * perMilli
                + timestamp.getNanoOfMillisecond() / (1_000_000 / perMilli);
    }

    /**
     * The time of a count whose unit a person has named.
     *
     * @throws DateTimeException where it cannot have been right
     */
    Moment certain(long count) {
        var moment = moment(count);
        if (moment.second() >= LATEST) {
            refuseMistaken(count);
        }
        return moment;
    }

    /**
     * Refuses a count that is of another time than this century, and would be of this century in
     * another unit: of ten digits or so, nobody means January 1970.
     *
     * @throws DateTimeException that names both
     */
    void refuseMistaken(long count) {
        if (!isOfThisCentury(count)) {
            likelier(count)
                    .ifPresent(
                            unit -> {
                                throw new DateTimeException(mistaken(count, unit));
                            });
        }
    }

    /** The same of a count with decimals. */
    void refuseMistaken(Moment moment) {
        if (Math.abs(moment.second()) < NEXT_CENTURY) {
            refuseMistaken(moment.second() * perSecond + moment.nano() / (NANOS / perSecond));
        }
    }

    private boolean isOfThisCentury(long count) {
        return count >= CENTURY * perSecond && count < NEXT_CENTURY * perSecond;
    }

    private Optional<EpochUnit> likelier(long count) {
        return Arrays.stream(values()).filter(unit -> unit.isOfThisCentury(count)).findFirst();
    }

    private String mistaken(long count, EpochUnit likelier) {
        return "in %s it is %s, in %s %s: set time-unit in events to %s, or to %s if that is right"
                .formatted(
                        plural,
                        instant(count),
                        likelier.plural,
                        likelier.instant(count),
                        likelier.word(),
                        word());
    }

    private String instant(long count) {
        var moment = moment(count);
        return moment.second() >= LATEST
                ? "after the year 9999"
                : Instant.ofEpochSecond(moment.second(), moment.nano()).toString();
    }
}
