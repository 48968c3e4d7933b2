package org.tallystick.jobs.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoResultsTest {
    private static final Instant FOUR = Instant.parse("2001-01-01T04:00:00Z");

    @TempDir private Path folder;

    @Test
    void theLastRevisionOfEachHourCounts() throws Exception {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(
                folder.resolve("sub/part-1"),
                cell("04:00", "05:00", "SFO", 3, 7.5, 1) + cell("04:00", "05:00", "SFO", 3, 5, 0));
        Files.writeString(folder.resolve("part-0"), cell("04:00", "05:00", "SFO", 3, 6, 0));

        assertThat(DemoResults.delayByHour(folder, "SFO")).containsExactly(Map.entry(FOUR, 7.5));
    }

    @Test
    void otherAirportsOtherWindowsAndFewFlightsAreLeftOut() throws Exception {
        Files.writeString(
                folder.resolve("part-0"),
                cell("04:00", "05:00", "LAX", 9, 1, 0)
                        + cell("04:05", "05:05", "SFO", 9, 1, 0)
                        + cell("04:00", "06:00", "SFO", 9, 1, 0)
                        + cell("05:00", "06:00", "SFO", 2, 1, 0)
                        + "{\"metric\":\"routes\",\"events\":7}\n");
        Files.writeString(folder.resolve(".unfinished"), "{\"metric\":");

        assertThat(DemoResults.delayByHour(folder, "SFO")).isEmpty();
    }

    @Test
    void noResultsAreNoError() throws Exception {
        assertThat(DemoResults.delayByHour(folder.resolve("absent"), "SFO")).isEmpty();
    }

    private static String cell(
            String start, String end, String origin, int events, double delay, int revision) {
        return String.format(
                Locale.ROOT,
                "{\"metric\":\"departures\",\"window_start\":\"2001-01-01T%s:00Z\","
                        + "\"window_end\":\"2001-01-01T%s:00Z\",\"origin\":\"%s\","
                        + "\"mean_delay\":%s,\"events\":%d,\"revision\":%d}%n",
                start,
                end,
                origin,
                delay,
                events,
                revision);
    }
}
