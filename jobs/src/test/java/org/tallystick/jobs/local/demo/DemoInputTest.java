package org.tallystick.jobs.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.jobs.local.demo.DemoInput.Message;
import org.tallystick.jobs.local.demo.DemoInput.Mischief;

class DemoInputTest {
    private static final List<String> LINES =
            IntStream.range(0, 300).mapToObj(DemoInputTest::line).toList();

    @Test
    void withoutMischiefItIsTheFileInItsOrder() throws IOException {
        var messages = DemoInput.of(LINES, new Mischief(1, 0, 0, 100));

        assertThat(messages).extracting(Message::value).isEqualTo(LINES);
    }

    @Test
    void aRecordsTimestampIsWhenTheFlightLeft() throws IOException {
        var message = DemoInput.of(LINES, new Mischief(1, 0, 0, 100)).get(7);

        assertThat(message.flight()).isEqualTo(7);
        assertThat(message.departed())
                .isEqualTo(Instant.parse("2000-12-31T23:53:00Z").toEpochMilli());
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void repeatsAndBrokenRecordsAreAddedAndNothingIsLost(long seed) throws IOException {
        var messages = DemoInput.of(LINES, new Mischief(seed, 20, 10, 1000));

        var good = messages.stream().map(Message::value).filter(LINES::contains).toList();
        assertThat(messages).hasSize(LINES.size() + 20 + 10);
        assertThat(good).hasSize(LINES.size() + 20).containsAll(LINES);
        assertThat(DemoInput.of(LINES, new Mischief(seed, 20, 10, 1000))).isEqualTo(messages);
    }

    @Test
    void recordsAreBrokenInFiveWays() throws IOException {
        var messages = DemoInput.of(LINES, new Mischief(5, 0, 5, 1000));

        var broken = new HashSet<>(messages.stream().map(Message::value).toList());
        LINES.forEach(broken::remove);
        assertThat(broken)
                .hasSize(5)
                .anyMatch(line -> !line.endsWith("}"))
                .anyMatch(line -> line.contains("\"delay\":\"on time\""))
                .anyMatch(line -> line.endsWith("}") && !line.contains("scheduled"))
                .anyMatch(line -> line.contains("\"2091-"))
                .anyMatch(line -> line.length() > 1000);
    }

    private static String line(int flight) {
        return "{\"flight\":"
                + flight
                + ",\"scheduled\":\"2001-01-01T00:00:00Z\",\"origin\":\"SFO\",\"delay\":-"
                + flight
                + "}";
    }
}
