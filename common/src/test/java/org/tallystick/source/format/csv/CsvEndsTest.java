package org.tallystick.source.format.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the records of a file end, in whichever pieces its bytes come. */
class CsvEndsTest {
    private static final Map<String, String> MARKS =
            Map.of("escape-character", "\\", "comment-character", "#");

    /**
     * Its records; one that is passed over is in brackets, one that the end of the file cuts short
     * has a plus behind it.
     *
     * @param cuts where the bytes are cut; never between CR and LF
     */
    private static List<String> records(String text, Map<String, String> options, int... cuts) {
        var ends = new CsvEnds(CsvOptions.of(options));
        var bytes = text.getBytes(UTF_8);
        var records = new ArrayList<String>();
        int begin = 0;
        int from = 0;
        for (int to : ascending(cuts, bytes.length)) {
            for (int end = ends.find(bytes, from, to); end < to; end = ends.find(bytes, from, to)) {
                records.add(told(Arrays.copyOfRange(bytes, begin, end), ends, ""));
                begin = end + 1;
                from = begin;
            }
            from = to;
        }
        if (begin < bytes.length) {
            records.add(told(Arrays.copyOfRange(bytes, begin, bytes.length), ends, "+"));
        }
        return records;
    }

    private static int[] ascending(int[] cuts, int length) {
        int[] all = Arrays.copyOf(cuts, cuts.length + 1);
        all[cuts.length] = length;
        Arrays.sort(all);
        return all;
    }

    private static String told(byte[] record, CsvEnds ends, String end) {
        var text = new String(record, UTF_8) + end;
        return ends.isBlank(record) ? "[" + text + "]" : text;
    }

    /** {@code ~} is an LF and {@code ^} a CR. */
    private static String lines(String text) {
        return text.replace('~', '\n').replace('^', '\r');
    }

    @ParameterizedTest
    @CsvFileSource(resources = "ends.csv", delimiter = '|', quoteCharacter = '`')
    void recordsEndOutsideQuotes(String text, String expected) {
        assertThat(String.join(" / ", records(lines(text), MARKS))).isEqualTo(lines(expected));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "ends-with-options.csv", delimiter = '|', quoteCharacter = '`')
    void marksAreWhatTheOptionsSay(String option, String value, String text, String expected) {
        assertThat(String.join(" / ", records(lines(text), Map.of(option, value))))
                .isEqualTo(lines(expected));
    }

    private static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void thePiecesThatBytesComeInDoNotMatter(long seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (int left = random.nextInt(40); left > 0; left--) {
            text.append("aé\"\",,\n\r\\# ".charAt(random.nextInt(11)));
        }
        int length = text.toString().getBytes(UTF_8).length;
        var cuts =
                random.ints(random.nextInt(8), 0, length + 1)
                        .filter(cut -> cut == length || !isBehindCr(text.toString(), cut))
                        .toArray();
        assertThat(records(text.toString(), MARKS, cuts))
                .isEqualTo(records(text.toString(), MARKS));
    }

    /** What reads the file never ends a piece there, unless the file ends. */
    private static boolean isBehindCr(String text, int cut) {
        return cut > 0 && text.getBytes(UTF_8)[cut - 1] == '\r';
    }
}
