package org.tallystick.window;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * The clock of a zone that leaves out the whole periods of every shift: with a period of 20 min it
 * is put forward by 10 min where the zone's is put forward by half an hour, and not at all where
 * that is put forward by an hour. So both come to the end of a period at the same instants.
 *
 * <p>Before 1970 the clock of 1970-01-01 goes on, as the time zone database vouches for nothing
 * older.
 *
 * @param rules of the zone
 * @param period ms, positive
 * @param listed how far this clock is ahead of UTC, ms, by the epoch ms from which on it is so;
 *     after the last of them the clock follows the rules that repeat every year
 */
record PeriodClock(ZoneRules rules, long period, TreeMap<Long, Long> listed)
        implements Serializable {

    static PeriodClock of(ZoneRules rules, long period) {
        var listed = new TreeMap<Long, Long>();
        long ahead = millis(rules.getOffset(Instant.EPOCH));
        listed.put(Long.MIN_VALUE, ahead);
        for (var shift : rules.getTransitions()) {
            if (shift.toEpochSecond() > 0) {
                ahead += shift.getDuration().toMillis() % period;
                listed.put(millis(shift), ahead);
            }
        }
        return new PeriodClock(rules, period, listed);
    }

    /** Whether no shift moves this clock, ever. */
    boolean isSteady() {
        return aheadAtAnyTime().distinct().count() == 1;
    }

    /** The furthest that this clock is ever ahead of UTC, ms. */
    long most() {
        return aheadAtAnyTime().max().orElseThrow();
    }

    private LongStream aheadAtAnyTime() {
        var yearly =
                rules.getTransitionRules().stream().mapToLong(rule -> after(rule.getOffsetAfter()));
        return LongStream.concat(listed.values().stream().mapToLong(Long::longValue), yearly);
    }

    /** How far this clock is ahead of UTC, ms. */
    long ahead(long time) {
        var known = listed.floorEntry(time);
        return known.getKey() < listed.lastKey()
                ? known.getValue()
                : after(rules.getOffset(Instant.ofEpochMilli(Math.max(time, 0))));
    }

    /** The same for one of the offsets after the listed shifts. */
    private long after(ZoneOffset offset) {
        var last = listed.lastEntry();
        var before = rules.getOffset(Instant.ofEpochMilli(Math.max(last.getKey(), 0)));
        return last.getValue() + (millis(offset) - millis(before)) % period;
    }

    /** The first shift of the zone's clock after {@code time}, epoch ms. */
    OptionalLong shiftAfter(long time) {
        return shift(rules.nextTransition(Instant.ofEpochMilli(Math.max(time, 0))));
    }

    /** The last shift of the zone's clock at or before {@code time}, epoch ms. */
    OptionalLong shiftUpTo(long time) {
        return shift(rules.previousTransition(Instant.ofEpochMilli(time).plusNanos(1)));
    }

    private static OptionalLong shift(ZoneOffsetTransition found) {
        return found == null || found.toEpochSecond() <= 0
                ? OptionalLong.empty()
                : OptionalLong.of(millis(found));
    }

    private static long millis(ZoneOffsetTransition shift) {
        return shift.toEpochSecond() * 1000;
    }

    private static long millis(ZoneOffset offset) {
        return offset.getTotalSeconds() * 1000L;
    }
}
