package org.tallystick.jobs.source.rabbitmq.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Messages of AMQP 1.0. */
class BodyTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String DATA = "005375a003616263";
    private static final String LONG_DATA = "005375b000000003646566";

    @Test
    void sectionsOfDataAreTheBody() {
        assertThat(data(DATA)).isEqualTo("abc");
        assertThat(data(DATA + LONG_DATA)).isEqualTo("abcdef");
        assertThat(data("005375a000")).isEmpty();
    }

    @Test
    void whatElseAMessageHasIsPassedOver() {
        var header = "005370c00501415005ff"; // a list
        var annotations = "008000000000000000" + "72" + "d10000000900000002a3016154ff";
        var properties = "00537345"; // an empty list
        var footer = "005378c10100";

        assertThat(data(header + annotations + properties + DATA + footer)).isEqualTo("abc");
    }

    @Test
    void otherBodiesAreDamaged() {
        assertThat(damage("005377a103616263")).contains("an AMQP value or sequence");
        assertThat(damage("00537645")).contains("an AMQP value or sequence");
        assertThat(damage("00537345")).contains("without a body");
        assertThat(damage("")).contains("without a body");
        assertThat(damage("7b7d")).contains("no message of AMQP 1.0");
        assertThat(damage("005375b0ffffffff00")).contains("no message of AMQP 1.0");
        assertThat(damage("005370b0fffffff800000000")).contains("no message of AMQP 1.0");
        assertThat(damage("0053700000000000")).contains("no message of AMQP 1.0");
    }

    @Test
    void anyBytesAreABodyOrDamage() {
        long seed = 7;
        var random = new Random(seed);
        var whole = HEX.parseHex("005370c00501415005ff" + DATA + LONG_DATA);
        for (int i = 0; i < 20_000; i++) {
            var bytes = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            var body = Body.of(bytes);
            assertThat(body.damage() == null || body.bytes().length == bytes.length)
                    .as("seed %d, step %d", seed, i)
                    .isTrue();
        }
    }

    private static String data(String hex) {
        var body = Body.of(HEX.parseHex(hex));
        assertThat(body.damage()).isNull();
        return new String(body.bytes(), UTF_8);
    }

    private static String damage(String hex) {
        return Body.of(HEX.parseHex(hex)).damage();
    }
}
