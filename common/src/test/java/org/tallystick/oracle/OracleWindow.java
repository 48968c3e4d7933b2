package org.tallystick.oracle;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A window definition. All lengths are in ms; times before 1970 are as good as any. */
public sealed interface OracleWindow {

    /** What it is called in published cells. */
    String text();

    /** A window whose edges are the same for every key. */
    sealed interface Aligned extends OracleWindow {

        /** Every window that contains {@code time}, earliest end first. */
        List<Span> spansOf(long time);
    }

    /** {@code [offset + k * size, offset + (k + 1) * size)} for every whole k. */
    record Tumbling(String text, long size, long offset) implements Aligned {

        @Override
        public List<Span> spansOf(long time) {
            long start = edgeAtOrBefore(time, size, offset);
            return List.of(new Span(start, start + size));
        }
    }

    /** {@code [offset + k * slide, offset + k * slide + size)} for every whole k. */
    record Sliding(String text, long size, long slide, long offset) implements Aligned {

        @Override
        public List<Span> spansOf(long time) {
            var spans = new ArrayList<Span>();
            long last = edgeAtOrBefore(time, slide, offset);
            for (long start = last; start + size > time; start -= slide) {
                spans.add(0, new Span(start, start + size));
            }
            return spans;
        }
    }

    /**
     * Growing windows: all start at the same multiple of {@code size} (moved by {@code offset}) and
     * end one, two, three, ... {@code step}s later, the last after {@code size}.
     */
    record Cumulative(String text, long size, long step, long offset) implements Aligned {

        @Override
        public List<Span> spansOf(long time) {
            long start = edgeAtOrBefore(time, size, offset);
            return growing(new Span(start, start + size), step, time);
        }
    }

    /** From midnight to midnight in a time zone: 23, 24 or 25 hours. */
    record CalendarDay(String text, ZoneId zone) implements Aligned {

        @Override
        public List<Span> spansOf(long time) {
            return List.of(day(time, zone));
        }
    }

    /**
     * Growing windows from midnight in a time zone, {@code step} of elapsed time apart, the last to
     * the next midnight.
     */
    record CumulativeDay(String text, long step, ZoneId zone) implements Aligned {

        @Override
        public List<Span> spansOf(long time) {
            return growing(day(time, zone), step, time);
        }
    }

    /**
     * Per key, a stretch of events none more than {@code gap} after the one before it; it ends
     * {@code gap} after its last event.
     */
    record Session(String text, long gap) implements OracleWindow {}

    private static long edgeAtOrBefore(long time, long length, long offset) {
        return offset + Math.floorDiv(time - offset, length) * length;
    }

    private static List<Span> growing(Span whole, long step, long time) {
        var spans = new ArrayList<Span>();
        for (long end = whole.start() + step; end < whole.end() + step; end += step) {
            var span = new Span(whole.start(), Math.min(end, whole.end()));
            if (span.contains(time)) {
                spans.add(span);
            }
        }
        return spans;
    }

    private static Span day(long time, ZoneId zone) {
        LocalDate date = Instant.ofEpochMilli(time).atZone(zone).toLocalDate();
        return new Span(midnight(date, zone), midnight(date.plusDays(1), zone));
    }

    private static long midnight(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
