package org.tallystick.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

    @ParameterizedTest
    @CsvSource({
        "tumbling 1 h, tumbling 1 h",
        "tumbling  60 min, tumbling 1 h",
        "tumbling PT1H offset 75 min, tumbling 1 h offset 15 min",
        "tumbling 1 h offset -45 min, tumbling 1 h offset 15 min",
        "tumbling 1 h offset 2 h, tumbling 1 h",
        "sliding 1 h every 5 min, sliding 1 h every 5 min",
        "sliding 1 h every 5 min offset 7 min, sliding 1 h every 5 min offset 2 min",
        "sliding 1 h every 1 h, tumbling 1 h",
        "cumulative 24 h every 60 min, cumulative 1 d every 1 h",
        "cumulative 1 h every 60 min, tumbling 1 h",
        "cumulative 1 d every 1 h offset 30 h, cumulative 1 d every 1 h offset 6 h",
        "session 1800 s, session 30 min",
        "tumbling 1 d in UTC, tumbling 1 d",
        "tumbling 2 d in Z, tumbling 2 d",
        "tumbling 1 w, tumbling 1 w",
        "tumbling 1 w in UTC, tumbling 1 w offset 4 d",
        "tumbling 1 h in +05:30, tumbling 1 h offset 30 min",
        "tumbling 1 h in Asia/Kolkata, tumbling 1 h offset 30 min",
        "tumbling 1 h in America/New_York, tumbling 1 h",
        "tumbling 30 min in Australia/Lord_Howe, tumbling 30 min",
        "sliding 1 h every 30 min in Australia/Lord_Howe, sliding 1 h every 30 min",
        "tumbling 24 h in Europe/Berlin, tumbling 1 d in Europe/Berlin",
        "tumbling 7 d in Europe/Berlin, tumbling 1 w in Europe/Berlin",
        "tumbling 1 d offset -1 h in Europe/Berlin, tumbling 1 d offset 23 h in Europe/Berlin",
        "sliding 1 w every 1 d offset 30 h in Asia/Kolkata,"
                + " sliding 1 w every 1 d offset 6 h in Asia/Kolkata",
        "cumulative 1 w every 24 h in Europe/Berlin, cumulative 1 w every 1 d in Europe/Berlin",
        "cumulative 1 d every 1 h in America/New_York, cumulative 1 d every 1 h in America/New_York",
        "tumbling 60 min in Asia/Singapore, tumbling 1 h in Asia/Singapore",
        "tumbling 30 min in Asia/Singapore, tumbling 30 min",
        "tumbling 1 h offset 75 min in Asia/Singapore, tumbling 1 h offset 15 min in Asia/Singapore",
        "sliding 1 h every 20 min offset -5 min in Asia/Kathmandu,"
                + " sliding 1 h every 20 min offset 15 min in Asia/Kathmandu",
        "cumulative 6 h every 60 min in Europe/Berlin, cumulative 6 h every 1 h in Europe/Berlin",
        "sliding 6 h every 1 h in Europe/Berlin, sliding 6 h every 1 h",
        "tumbling 6 h in Asia/Kolkata, tumbling 6 h offset 30 min",
    })
    void everySpellingOfAWindowHasOneText(String spelling, String text) {
        assertThat(Windows.parse(spelling).text()).isEqualTo(text);
        assertThat(Windows.parse(text)).isEqualTo(Windows.parse(spelling));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "slidng 1 h | begin with cumulative, session, sliding, tumbling (did you mean 'sliding'?)",
                "tumbling | the size is missing, write 'tumbling 1 h'",
                "tumbling in UTC | the size is missing, write 'tumbling 1 h'",
                "tumbling 0 s | the size must be more than 0, not 0 s",
                "tumbling -1 h | the size must be more than 0, not -1 h",
                "tumbling 40000 d | '40000 d' is longer than 36500 d",
                "tumbling 1 h every 5 min | tumbling windows have no 'every', write"
                        + " 'sliding 1 h every 5 min'",
                "tumbling 1 huor | '1 huor' is no duration: unknown unit 'huor'"
                        + " (did you mean 'hour'?); write for example 15 min, 1 h 30 min, 1 d or PT15M",
                "sliding 1 h | the slide is missing, write 'sliding 1 h every 5 min'",
                "sliding 1 h every | nothing stands behind 'every'",
                "sliding 1 h in UTC every 5 min | 'every' stands behind 'in', the order is"
                        + " [every, offset, in]",
                "sliding 1 h every 7 min | the slide must divide 1 h, 7 min does not,"
                        + " 6 min and 10 min do",
                "sliding 1 h every 2 h | the slide must divide 1 h, 2 h does not, 1 h does",
                "sliding 1 h every 0 s | the slide must be more than 0, not 0 s",
                "cumulative 1 w every 2 d | the step must divide 1 w, 2 d does not, 1 d and 1 w do",
                "session 30 min offset 5 min | sessions follow their events, they have a gap only,"
                        + " as in 'session 30 min'",
                "tumbling 1 d in America/NewYork | unknown time zone 'America/NewYork'"
                        + " (did you mean 'America/New_York'?)",
                "tumbling 1 d in new york | unknown time zone 'new york'"
                        + " (did you mean 'America/New_York'?)",
                "sliding 1 d every 1 h in Europe/Berlin | days of a time zone slide by whole days,"
                        + " not by 1 h; leave out 'in Europe/Berlin' for days of 24 h",
                "cumulative 1 w every 42 h in Europe/Berlin | the step within a day of a time zone"
                        + " must divide 1 d, 1 d 18 h does not, 1 d does",
            })
    void whatIsNoWindowIsRefusedWithWhatWouldDo(String text, String reason) {
        assertThatThrownBy(() -> Windows.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no window: " + reason);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "tumbling 10 ms, 7, 0, 10, 10, 0",
        "tumbling 10 ms, -1, -10, 0, 0, -10",
        "tumbling 10 ms, 10, 10, 20, 20, 10",
        "tumbling 10 ms offset 3 ms, 2, -7, 3, 3, -7",
        "sliding 10 ms every 5 ms, 7, 5, 10, 15, 0",
        "sliding 10 ms every 5 ms, -7, -10, -5, 0, -15",
        "sliding 10 ms every 5 ms offset 1 ms, 0, -4, 1, 6, -9",
        "cumulative 10 ms every 2 ms, 7, 6, 8, 10, 0",
        "cumulative 10 ms every 2 ms, -7, -8, -6, 0, -10",
        "cumulative 10 ms every 2 ms offset 3 ms, 2, 1, 3, 3, -7",
    })
    void arithmeticHoldsOnBothSidesOfTheEpoch(
            String text, long time, long edge, long firstEnd, long lastEnd, long start) {
        var window = (AlignedWindow) Windows.parse(text);

        assertThat(window.edgeAtOrBefore(time)).isEqualTo(edge);
        assertThat(window.edgeAfter(time)).isEqualTo(firstEnd);
        assertThat(window.firstEnd(time)).isEqualTo(firstEnd);
        assertThat(window.lastEnd(time)).isEqualTo(lastEnd);
        assertThat(window.start(firstEnd)).isEqualTo(start);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        "tumbling 1 d in America/New_York, 2024-03-10T12:00-04:00, 2024-03-10T00:00-05:00,"
                + " 2024-03-11T00:00-04:00",
        "tumbling 1 d in America/New_York, 2024-11-03T12:00-05:00, 2024-11-03T00:00-04:00,"
                + " 2024-11-04T00:00-05:00",
        "tumbling 1 d offset 6 h in Europe/Berlin, 2024-03-31T05:59+02:00, 2024-03-30T06:00+01:00,"
                + " 2024-03-31T06:00+02:00",
        "tumbling 1 w in Europe/Berlin, 2024-03-31T12:00+02:00, 2024-03-25T00:00+01:00,"
                + " 2024-04-01T00:00+02:00",
        "tumbling 1 w offset -1 d in Europe/Berlin, 2024-03-31T12:00+02:00,"
                + " 2024-03-31T00:00+01:00, 2024-04-07T00:00+02:00",
        "tumbling 1 w in UTC, 2024-03-31T12:00Z, 2024-03-25T00:00Z, 2024-04-01T00:00Z",
        "tumbling 1 d in Pacific/Apia, 2011-12-29T12:00-10:00, 2011-12-29T00:00-10:00,"
                + " 2011-12-31T00:00+14:00",
        "tumbling 1 d in America/St_Johns, 2010-11-06T23:30-03:30, 2010-11-07T00:00-02:30,"
                + " 2010-11-08T00:00-03:30",
        "cumulative 1 d every 6 h in America/New_York, 2024-11-03T17:30-05:00,"
                + " 2024-11-03T00:00-04:00, 2024-11-03T23:00-05:00",
        "cumulative 1 d every 6 h in America/New_York, 2024-11-03T23:30-05:00,"
                + " 2024-11-03T00:00-04:00, 2024-11-04T00:00-05:00",
        "cumulative 1 d every 6 h in America/New_York, 2024-03-10T20:30-04:00,"
                + " 2024-03-10T00:00-05:00, 2024-03-11T00:00-04:00",
        "cumulative 1 d every 1 h in Australia/Lord_Howe, 2024-04-07T23:40+10:30,"
                + " 2024-04-07T00:00+11:00, 2024-04-08T00:00+10:30",
        "cumulative 1 w every 1 d in Europe/Berlin, 2024-03-31T12:00+02:00,"
                + " 2024-03-25T00:00+01:00, 2024-04-01T00:00+02:00",
    })
    void daysOfAZoneFollowItsClock(String text, String time, String start, String firstEnd) {
        assertFirst(text, time, start, firstEnd);
    }

    @ParameterizedTest(name = "{0} at {1}")
    @CsvSource({
        // Put forward by 15 min at midnight: the first window of 1986 is so much shorter.
        "tumbling 1 h in Asia/Kathmandu, 2024-01-31T15:10+05:45, 2024-01-31T15:00+05:45,"
                + " 2024-01-31T16:00+05:45",
        "tumbling 1 h in Asia/Kathmandu, 1985-12-31T23:59+05:30, 1985-12-31T23:00+05:30,"
                + " 1986-01-01T00:15+05:45",
        "tumbling 1 h in Asia/Kathmandu, 1986-01-01T00:15+05:45, 1986-01-01T00:15+05:45,"
                + " 1986-01-01T01:00+05:45",
        // Put forward by half an hour, 30 min before midnight; the clock of 1970 holds before it.
        "tumbling 1 h in Asia/Singapore, 1960-01-01T12:10+07:30, 1960-01-01T12:00+07:30,"
                + " 1960-01-01T13:00+07:30",
        "tumbling 1 h in Asia/Singapore, 1981-12-31T23:10+07:30, 1981-12-31T23:00+07:30,"
                + " 1982-01-01T00:00+08:00",
        // Half an hour back at 03:00, and forward again at 02:30 eight years later.
        "tumbling 1 h in America/Caracas, 2007-12-09T02:50-04:30, 2007-12-09T02:00-04:00,"
                + " 2007-12-09T03:00-04:30",
        "tumbling 1 h in America/Caracas, 2016-05-01T02:10-04:30, 2016-05-01T02:00-04:30,"
                + " 2016-05-01T03:00-04:00",
        "tumbling 1 h in Australia/Lord_Howe, 2024-04-07T01:59+11:00, 2024-04-07T01:00+11:00,"
                + " 2024-04-07T02:00+10:30",
        "tumbling 1 h in Australia/Lord_Howe, 2024-10-06T02:31+11:00, 2024-10-06T02:30+11:00,"
                + " 2024-10-06T03:00+11:00",
        "tumbling 20 min in Australia/Lord_Howe, 2024-10-06T02:30+11:00, 2024-10-06T02:30+11:00,"
                + " 2024-10-06T02:40+11:00",
        "sliding 1 h every 20 min in Australia/Lord_Howe, 2024-10-06T02:35+11:00,"
                + " 2024-10-06T01:20+10:30, 2024-10-06T02:40+11:00",
        // A whole hour changes nothing, though the zone once shifted by half of one.
        "tumbling 1 h in Asia/Tehran, 2021-09-21T23:30+03:30, 2021-09-21T23:00+03:30,"
                + " 2021-09-22T00:00+03:30",
        "tumbling 1 h in Pacific/Norfolk, 2024-04-07T02:30+11:00, 2024-04-07T02:00+11:00,"
                + " 2024-04-07T03:00+11:00",
        "tumbling 6 h in Europe/Berlin, 2024-03-31T04:00+02:00, 2024-03-31T00:00+01:00,"
                + " 2024-03-31T06:00+02:00",
        "tumbling 6 h in Europe/Berlin, 2024-10-27T02:30+01:00, 2024-10-27T00:00+02:00,"
                + " 2024-10-27T06:00+01:00",
        "tumbling 6 h offset 2 h in Europe/Berlin, 2024-03-31T03:00+02:00, 2024-03-31T03:00+02:00,"
                + " 2024-03-31T08:00+02:00",
        "tumbling 90 min in America/New_York, 2024-07-01T13:00-04:00, 2024-07-01T12:00-04:00,"
                + " 2024-07-01T13:30-04:00",
        "cumulative 6 h every 2 h in Europe/Berlin, 2024-10-27T05:30+01:00,"
                + " 2024-10-27T00:00+02:00, 2024-10-27T06:00+01:00",
        "tumbling 1 h in Asia/Singapore, 2345-01-01T00:40+08:00, 2345-01-01T00:00+08:00,"
                + " 2345-01-01T01:00+08:00",
        "tumbling 6 h in Europe/Berlin, 2345-07-01T08:00+02:00, 2345-07-01T06:00+02:00,"
                + " 2345-07-01T12:00+02:00",
    })
    void partsOfADayFollowTheZonesClock(String text, String time, String start, String firstEnd) {
        assertFirst(text, time, start, firstEnd);
    }

    private static void assertFirst(String text, String time, String start, String firstEnd) {
        var window = (AlignedWindow) Windows.parse(text);

        long end = window.firstEnd(millis(time));

        assertThat(Instant.ofEpochMilli(end)).isEqualTo(Instant.ofEpochMilli(millis(firstEnd)));
        assertThat(Instant.ofEpochMilli(window.start(end)))
                .isEqualTo(Instant.ofEpochMilli(millis(start)));
    }

    @Test
    void timesBeyondTheEndsOfLongAreRefusedAndNotWrapped() {
        var window = (AlignedWindow) Windows.parse("tumbling 1 h");

        assertThatThrownBy(() -> window.firstEnd(Long.MAX_VALUE))
                .isInstanceOf(ArithmeticException.class);
    }

    private static long millis(String time) {
        return OffsetDateTime.parse(time).toInstant().toEpochMilli();
    }
}
