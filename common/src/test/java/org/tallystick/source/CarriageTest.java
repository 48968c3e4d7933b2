package org.tallystick.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is kept of a record besides its bytes. */
class CarriageTest {

    @Test
    void whatWasNotThereIsNotThereAgain() throws Exception {
        var read = Carriage.parse(new Carriage(OptionalLong.empty(), null, null).text());

        assertThat(read.timestamp()).isEmpty();
        assertThat(read.head()).isNull();
        assertThat(read.envelope()).isNull();
    }

    @Test
    void timeHeadKeyAndHeadersComeBackToTheByte() throws Exception {
        byte[] bytes = {0, -1, 34, 92};
        var headers =
                List.of(
                        new Envelope.Header("a \"b\"", bytes),
                        new Envelope.Header("", new byte[0]),
                        new Envelope.Header("a \"b\"", null));
        var written =
                new Carriage(
                        OptionalLong.of(-1), "n;t".getBytes(UTF_8), new Envelope(bytes, headers));

        var read = Carriage.parse(written.text());

        assertThat(read.timestamp()).hasValue(-1);
        assertThat(read.head()).isEqualTo("n;t".getBytes(UTF_8));
        assertThat(read.envelope().key()).isEqualTo(bytes);
        assertThat(read.envelope().headers())
                .extracting(Envelope.Header::name)
                .containsExactly("a \"b\"", "", "a \"b\"");
        assertThat(read.envelope().headers())
                .extracting(Envelope.Header::value)
                .containsExactly(bytes, new byte[0], null);
    }

    @Test
    void aRecordWithoutKeyStillHasItsEnvelope() throws Exception {
        var written = new Carriage(OptionalLong.of(5), null, new Envelope(null, List.of()));

        assertThat(Carriage.parse(written.text()).envelope())
                .isEqualTo(new Envelope(null, List.of()));
    }
}
