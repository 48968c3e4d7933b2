package org.tallystick.jobs.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DayChartTest {
    private static final Instant MIDNIGHT = Instant.parse("2001-01-01T00:00:00Z");

    @Test
    void eachDayIsALineOnOneScale() {
        assertThat(new DayChart(true, 50).draw(ramp()))
                .isEqualTo(
                        """
                                    0h    6h    12h   18h      peak
                        2001-01-01  ▁▂▃▄▅▆▇█                    7.0
                        2001-01-02  █                           8.0""");
    }

    @Test
    void withoutUnicodeSignsGetHeavier() {
        assertThat(new DayChart(false, 50).draw(ramp())).contains("2001-01-01  .:-=+*#@ ");
    }

    @Test
    void aWiderScreenGetsWiderBars() {
        assertThat(new DayChart(true, 80).draw(ramp())).contains("2001-01-01  ▁▁▂▂▃▃");
        assertThat(new DayChart(true, 10).draw(ramp())).contains("2001-01-01  ▁▂▃");
    }

    @Test
    void valuesBelowZeroAreLowestAndAllZeroIsFlat() {
        var values = new TreeMap<Instant, Double>();
        values.put(MIDNIGHT, -3.0);
        assertThat(new DayChart(true, 50).draw(values)).contains("2001-01-01  ▁ ").endsWith("-3.0");
    }

    @Test
    void nothingIsSaidToBeNothing() {
        assertThat(new DayChart(true, 80).draw(new TreeMap<>())).isEqualTo("(nothing to show)");
    }

    private static NavigableMap<Instant, Double> ramp() {
        var values = new TreeMap<Instant, Double>();
        for (int hour = 0; hour < 8; hour++) {
            values.put(MIDNIGHT.plusSeconds(hour * 3600L), (double) hour);
        }
        values.put(MIDNIGHT.plusSeconds(24 * 3600L), 8.0);
        return values;
    }
}
