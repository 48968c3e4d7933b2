package org.tallystick.event;

import java.time.ZoneId;
import java.util.Optional;

/**
 * How event time is written, where the schema does not say it all.
 *
 * @param format the pattern of its texts; else they are ISO 8601
 * @param zone whose clocks texts without an offset are of, those of other timestamps too; else UTC
 * @param overlap what a time is that these clocks show twice
 * @param unit in which it counts since 1970, as a number or a text of one; else texts are no
 *     numbers, and numbers are what the schema says
 */
public record TimeForm(
        Optional<String> format, Optional<ZoneId> zone, Overlap overlap, Optional<EpochUnit> unit) {
    /** As ISO 8601, UTC and the schema have it. */
    public static final TimeForm STANDARD =
            new TimeForm(Optional.empty(), Optional.empty(), Overlap.REJECT, Optional.empty());

    /**
     * A pattern of times, as it is given.
     *
     * @throws IllegalArgumentException where it is none; the message is one line
     */
    public static String checkedFormat(String pattern) {
        new FormattedTime(pattern).check();
        return pattern;
    }

    /** What there is to say of it behind the name of the field. */
    public String text() {
        return unit.map(it -> ", in " + it.plural() + " since 1970").orElse("")
                + format.map(it -> ", as " + it).orElse("")
                + zone.map(it -> ", in " + it + " where it has no offset").orElse("")
                + (overlap == Overlap.REJECT ? "" : ", " + overlap.word() + " where that is twice");
    }
}
