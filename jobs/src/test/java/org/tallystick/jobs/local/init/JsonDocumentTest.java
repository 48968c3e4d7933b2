package org.tallystick.jobs.local.init;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    [{"a":1},{"a":2}]                                  | {"a":1};{"a":2}
                    {"type":"F","features":[{"a":1},{"a":[{"b":2}]}]}  | {"a":1};{"a":[{"b":2}]}
                    {"few":[{"x":1}],"data":{"many":[{"y":1},{"y":2}]}} | {"y":1};{"y":2}
                    {"a":1} {"a":2}                                    | {"a":1};{"a":2}
                    [{"a":1}, 7]                                       | {"a":1};7
                    [{"a":1.10,"b":1e400,"c":12345678901234567890123}] | {"a":1.10,"b":1e400,"c":12345678901234567890123}
                    [{"a":null,"b":true,"c":"\\u00e9\\n\\"","a":false}] | {"a":null,"b":true,"c":"é\\n\\"","a":false}
                    """)
    void recordsBecomeLinesAsTheyAre(String document, String lines) throws IOException {
        assertThat(lines(document)).isEqualTo(lines.replace(";", "\n") + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}", "[]", "[1,2]", "7", ""})
    void withoutRecordsThereAreNoLines(String document) {
        assertThatThrownBy(() -> lines(document)).hasMessage("it has no array of objects");
    }

    @Test
    void aDocumentThatIsCutShortIsRefused() {
        assertThatThrownBy(() -> lines("[{\"a\":1},{\"a\"")).isInstanceOf(IOException.class);
    }

    private static String lines(String document) throws IOException {
        var out = new ByteArrayOutputStream();
        JsonDocument.copy(in(document), JsonDocument.place(in(document)), out);
        return out.toString(UTF_8);
    }

    private static InputStream in(String document) {
        return new ByteArrayInputStream(document.getBytes(UTF_8));
    }
}
