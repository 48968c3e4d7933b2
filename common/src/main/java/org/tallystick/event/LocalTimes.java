package org.tallystick.event;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Which instant a date-time without an offset is.
 *
 * <p>Where clocks are put forward, the times in between do not exist: they are refused. Where they
 * are put back, some exist twice, and nothing says which is meant: they are refused too, unless one
 * of both is asked for. A date begins with its first moment, which is nearly always midnight.
 *
 * @param zone whose clocks are meant
 * @param overlap what a time is that exists twice
 */
record LocalTimes(ZoneId zone, Overlap overlap) implements Serializable {
    static final LocalTimes UTC = new LocalTimes(ZoneOffset.UTC, Overlap.REJECT);

    boolean isUtc() {
        return zone.equals(ZoneOffset.UTC);
    }

    /**
     * Epoch seconds of a local time.
     *
     * @throws DateTimeException where there is none, or more than one
     */
    long second(LocalDateTime local) {
        var offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() == 1) {
            return local.toEpochSecond(offsets.get(0));
        }
        if (offsets.isEmpty()) {
            throw new DateTimeException(
                    "in %s clocks are put forward over that time".formatted(zone));
        }
        if (overlap == Overlap.REJECT) {
            throw new DateTimeException(
                    "in %s clocks are put back over that time, so it is there twice: time-overlap says which is meant"
                            .formatted(zone));
        }
        return local.toEpochSecond(offsets.get(overlap == Overlap.EARLIER ? 0 : 1));
    }

    /** Epoch seconds of a date's first moment. */
    long second(LocalDate date) {
        return date.atStartOfDay(zone).toEpochSecond();
    }
}
