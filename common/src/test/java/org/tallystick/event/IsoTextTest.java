package org.tallystick.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTextTest {
    private static final TimeReader UTC = new TimeReader(TimeForm.STANDARD);
    private static final TimeReader BERLIN = reader("Europe/Berlin", Overlap.REJECT);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheJdkOnAnyInstant(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            long millis = random.nextLong(-62_000_000_000_000L, 253_000_000_000_000L);
            millis = random.nextBoolean() ? millis : millis / 1000 * 1000;
            assertThat(millis(Instant.ofEpochMilli(millis).toString())).isEqualTo(millis);
        }
    }

    /** Half of the bytes of a good text replaced: an instant that the JDK has too, or refused. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13})
    void aDamagedTextIsRefusedOrWhatItSays(long seed) {
        var random = new Random(seed);
        var marks = "0123456789-:.,TZtzW+ ";
        int read = 0;
        for (int i = 0; i < 50_000; i++) {
            var text = new StringBuilder("2024-03-05T10:20:30.5Z");
            for (int j = random.nextInt(3); j >= 0; j--) {
                text.setCharAt(
                        random.nextInt(text.length()),
                        marks.charAt(random.nextInt(marks.length())));
            }
            try {
                long millis = millis(text.toString());
                read++;
                var jdk =
                        text.toString()
                                .replace(' ', 'T')
                                .replace(',', '.')
                                .toUpperCase(Locale.ROOT);
                assertThat(jdkMillis(jdk))
                        .as(text.toString())
                        .isIn(Optional.of(millis), Optional.empty());
            } catch (DateTimeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).isPositive();
    }

    private static Optional<Long> jdkMillis(String text) {
        try {
            return Optional.of(Instant.parse(text).toEpochMilli());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    # RFC 3339, section 5.8
                    1985-04-12T23:20:50.52Z             | 1985-04-12T23:20:50.520Z
                    1996-12-19T16:39:57-08:00           | 1996-12-20T00:39:57Z
                    1990-12-31T23:59:60Z                | 1991-01-01T00:00:00Z
                    1990-12-31T15:59:60-08:00           | 1991-01-01T00:00:00Z
                    1937-01-01T12:00:27.87+00:20        | 1937-01-01T11:40:27.870Z
                    # RFC 3339, section 5.6: small letters, a space, an unknown offset, decimals
                    2024-03-05t10:00:00z                | 2024-03-05T10:00:00Z
                    2024-03-05 10:00:00Z                | 2024-03-05T10:00:00Z
                    2024-03-05T10:00:00-00:00           | 2024-03-05T10:00:00Z
                    2024-03-05T10:00:00+23:59           | 2024-03-04T10:01:00Z
                    2024-03-05T10:00:00.1Z              | 2024-03-05T10:00:00.100Z
                    2024-03-05T10:00:00.123456Z         | 2024-03-05T10:00:00.123Z
                    2024-03-05T10:00:00.123456789012Z   | 2024-03-05T10:00:00.123Z
                    # ISO 8601: offsets
                    2024-03-05T10:00:00+0000            | 2024-03-05T10:00:00Z
                    2024-03-05T10:00:00+00              | 2024-03-05T10:00:00Z
                    2024-03-05T10:00:00+0530            | 2024-03-05T04:30:00Z
                    2024-03-05T10:00:00-0330            | 2024-03-05T13:30:00Z
                    2024-03-05T10:00:00+02              | 2024-03-05T08:00:00Z
                    2024-03-05T10:00:00\u221202:00      | 2024-03-05T12:00:00Z
                    # ISO 8601: the decimal sign, and decimals of minutes and hours
                    2024-03-05T10:00:00,123Z            | 2024-03-05T10:00:00.123Z
                    2024-03-05T10:30,5Z                 | 2024-03-05T10:30:30Z
                    2024-03-05T10.5Z                    | 2024-03-05T10:30:00Z
                    20240305T1030.25Z                   | 2024-03-05T10:30:15Z
                    # ISO 8601: the basic form, whole and mixed
                    20240305T100000Z                    | 2024-03-05T10:00:00Z
                    20240305T100000.123Z                | 2024-03-05T10:00:00.123Z
                    20240305T100000+0100                | 2024-03-05T09:00:00Z
                    20240305T100000                     | 2024-03-05T10:00:00Z
                    20240305T1000Z                      | 2024-03-05T10:00:00Z
                    20240305T10Z                        | 2024-03-05T10:00:00Z
                    20240305 100000Z                    | 2024-03-05T10:00:00Z
                    2024-03-05T100000Z                  | 2024-03-05T10:00:00Z
                    20240305T10:00:00Z                  | 2024-03-05T10:00:00Z
                    # ISO 8601: less than seconds
                    2024-03-05T10:00Z                   | 2024-03-05T10:00:00Z
                    2024-03-05T10Z                      | 2024-03-05T10:00:00Z
                    2024-03-05T10:00+01                 | 2024-03-05T09:00:00Z
                    # ISO 8601: the end of a day
                    2024-03-04T24:00:00Z                | 2024-03-05T00:00:00Z
                    2024-03-04T24:00:00.000Z            | 2024-03-05T00:00:00Z
                    2024-03-04T24:00Z                   | 2024-03-05T00:00:00Z
                    20240304T240000Z                    | 2024-03-05T00:00:00Z
                    2023-12-31T24:00:00+01:00           | 2023-12-31T23:00:00Z
                    # ISO 8601: dates alone, of weeks and of days
                    2024-03-05                          | 2024-03-05T00:00:00Z
                    20240305                            | 2024-03-05T00:00:00Z
                    2024-W10-2                          | 2024-03-05T00:00:00Z
                    2024W102                            | 2024-03-05T00:00:00Z
                    2020-W53-7                          | 2021-01-03T00:00:00Z
                    2024-065                            | 2024-03-05T00:00:00Z
                    2024065                             | 2024-03-05T00:00:00Z
                    2024-366T10:00:00Z                  | 2024-12-31T10:00:00Z
                    2024-W10-2T10:00:00Z                | 2024-03-05T10:00:00Z
                    2024065T100000Z                     | 2024-03-05T10:00:00Z
                    # leap days and leap seconds
                    2000-02-29T00:00:00Z                | 2000-02-29T00:00:00Z
                    2024-02-29T23:59:59Z                | 2024-02-29T23:59:59Z
                    2015-06-30T23:59:60Z                | 2015-07-01T00:00:00Z
                    2015-06-30T23:59:60.25Z             | 2015-07-01T00:00:00.250Z
                    2015-07-01T01:59:60+02:00           | 2015-07-01T00:00:00Z
                    # RFC 9557: the offset says which instant it is
                    2024-03-05T11:00:00+01:00[Europe/Berlin] | 2024-03-05T10:00:00Z
                    # without an offset, and before 1970
                    2001-01-01T00:03:00                 | 2001-01-01T00:03:00Z
                    2001-01-01T00:03                    | 2001-01-01T00:03:00Z
                    2001-01-01 00:03:00.5               | 2001-01-01T00:03:00.500Z
                    1969-12-31T23:59:59.999999          | 1969-12-31T23:59:59.999Z
                    0001-01-01T00:00:00Z                | 0001-01-01T00:00:00Z
                    """)
    void isReadAsItsInstant(String text, Instant expected) {
        assertThat(Instant.ofEpochMilli(millis(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "yesterday",
                "now",
                "1709632800",
                "1709632800123",
                "2024",
                "2024-03",
                "202403",
                "24-03-05",
                "2024-3-5",
                "2024-0305",
                "202403-05",
                "2024/03/05",
                "05.03.2024",
                "2024-02-30",
                "2023-02-29T00:00:00Z",
                "2001-02-30T00:00:00Z",
                "2001-13-01T00:00:00Z",
                "2001-00-01T00:00:00Z",
                "2001-01-00T00:00:00Z",
                "2023-366",
                "2024-000",
                "2024-W00-1",
                "2024-W53-1",
                "2024-W10-0",
                "2024-W10-8",
                "2024-W10",
                "2024-03-05T",
                "2024-03-05Z",
                "2024-03-05+01:00",
                "T10:00:00Z",
                "10:00:00",
                "2024-03-05T25:00:00Z",
                "2024-03-05T24:00:01Z",
                "2024-03-05T24:01:00Z",
                "2024-03-05T24:00:00.001Z",
                "2024-03-05T24:00:00.0000000001Z",
                "2024-03-05T10:60:00Z",
                "2024-03-05T10:00:61Z",
                "2024-03-05T10:00:60Z",
                "2024-03-31T23:59:60Z",
                "2015-06-30T23:59:60+02:00",
                "2024-03-05T1:00:00Z",
                "2024-03-05T10:0:00Z",
                "2024-03-05T10:00:0Z",
                "2024-03-05T10:0000Z",
                "2024-03-05T1000:00Z",
                "2024-03-05T10:00:00.Z",
                "2024-03-05T10:00:00,",
                "2024-03-05T10:00:00;5Z",
                "2024-03-05T10:00:00.5.5Z",
                "2024-03-05T.5Z",
                "2024-03-05  10:00:00Z",
                "2024-03-05T 10:00:00Z",
                "2024-03-05_10:00:00Z",
                "2024-03-05T10:00:00 Z",
                "2024-03-05T10:00:00 +0000",
                "2024-03-05T10:00:00UTC",
                "2024-03-05T10:00:00ZZ",
                "2024-03-05T10:00:00Z ",
                " 2024-03-05T10:00:00Z",
                "2024-03-05T10:00:00+",
                "2024-03-05T10:00:00+1",
                "2024-03-05T10:00:00+24:00",
                "2024-03-05T10:00:00+01:60",
                "2024-03-05T10:00:00+01:0",
                "2024-03-05T10:00:00+010",
                "2024-03-05T10:00:00[Europe/Berlin]",
                "2024-03-05T11:00:00+01:00[Europe/Berlin",
                "+2024-03-05T10:00:00Z",
                "+012024-03-05T10:00:00Z",
                "-0044-03-15T10:00:00Z",
                "12024-03-05T10:00:00Z",
                "٢٠٢٤-٠٣-٠٥T١٠:٠٠:٠٠Z",
                "2024-03-05T10:00:00Z\u0000",
                "Tue, 05 Mar 2024 10:00:00 GMT"
            })
    void whatIsNoDateTimeIsRefused(String text) {
        assertThatThrownBy(() -> millis(text))
                .isInstanceOf(DateTimeException.class)
                .message()
                .isNotBlank()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-05T10:00:00, 2024-03-05T09:00:00Z",
        "2024-07-05T10:00:00, 2024-07-05T08:00:00Z",
        "2024-07-05T10:00:00Z, 2024-07-05T10:00:00Z",
        "2024-07-05T10:00:00-05:00, 2024-07-05T15:00:00Z",
        "2024-07-05, 2024-07-04T22:00:00Z",
        "2024-12-31T24:00, 2024-12-31T23:00:00Z",
        "2016-12-31T23:59:60Z, 2017-01-01T00:00:00Z",
        "2017-01-01T00:59:60, 2017-01-01T00:00:00Z"
    })
    void whatHasNoOffsetIsOfTheZone(String text, Instant expected) {
        assertThat(Instant.ofEpochMilli(BERLIN.millis(text.getBytes(UTF_8)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-03-31T01:59:59, 2024-03-31T00:59:59Z, 2024-03-31T00:59:59Z",
        "2024-03-31T03:00:00, 2024-03-31T01:00:00Z, 2024-03-31T01:00:00Z",
        "2024-10-27T01:59:59, 2024-10-26T23:59:59Z, 2024-10-26T23:59:59Z",
        "2024-10-27T02:00:00, 2024-10-27T00:00:00Z, 2024-10-27T01:00:00Z",
        "2024-10-27T02:59:59, 2024-10-27T00:59:59Z, 2024-10-27T01:59:59Z",
        "2024-10-27T03:00:00, 2024-10-27T02:00:00Z, 2024-10-27T02:00:00Z"
    })
    void whatIsThereTwiceIsTheOneAskedFor(String text, Instant earlier, Instant later) {
        var utf8 = text.getBytes(UTF_8);
        assertThat(Instant.ofEpochMilli(reader("Europe/Berlin", Overlap.EARLIER).millis(utf8)))
                .isEqualTo(earlier);
        assertThat(Instant.ofEpochMilli(reader("Europe/Berlin", Overlap.LATER).millis(utf8)))
                .isEqualTo(later);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    2024-03-31T02:00:00 | clocks are put forward over that time
                    2024-03-31T02:59:59 | clocks are put forward over that time
                    2024-10-27T02:00:00 | so it is there twice: time-overlap
                    2024-10-27T02:30:00 | so it is there twice: time-overlap
                    """)
    void whatIsNeverThereOrTwiceIsRefused(String text, String why) {
        assertThatThrownBy(() -> BERLIN.millis(text.getBytes(UTF_8)))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining(why)
                .hasMessageContaining("Europe/Berlin");
    }

    /** In 2018 clocks in Brazil were put forward at midnight of 4 November. */
    @ParameterizedTest
    @CsvSource({
        "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:00:00Z",
        "America/Havana, 2024-11-03, 2024-11-03T04:00:00Z"
    })
    void aDateBeginsWithItsFirstMoment(String zone, String date, Instant expected) {
        var reader = reader(zone, Overlap.REJECT);
        assertThat(Instant.ofEpochMilli(reader.millis(date.getBytes(UTF_8)))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2024-03-05, 2024-03-05", "20240305, 2024-03-05", "2024-W10-2, 2024-03-05"})
    void aDateIsRead(String text, LocalDate expected) {
        assertThat(TimeColumn.date(text)).isEqualTo((int) expected.toEpochDay());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-03-05T00:00:00", "2024-03-05T00:00:00Z", "2024-03", ""})
    void whatIsMoreOrLessThanADateIsRefused(String text) {
        assertThatThrownBy(() -> TimeColumn.date(text)).isInstanceOf(DateTimeException.class);
    }

    private static TimeReader reader(String zone, Overlap overlap) {
        return new TimeReader(
                new TimeForm(
                        Optional.empty(), Optional.of(ZoneId.of(zone)), overlap, Optional.empty()));
    }

    private static long millis(String text) {
        return UTC.millis(text.getBytes(UTF_8));
    }
}
