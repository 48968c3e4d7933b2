package org.tallystick.source.format.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tallystick.event.EventSchema;
import org.tallystick.event.TimeColumns;
import org.tallystick.event.TimeForm;
import org.tallystick.source.format.Reasons;

/** What is read plainly is what the parser reads, whatever the bytes. */
class PlainJsonTest {
    private static final String AVRO =
            """
            {"type":"record","name":"Event","fields":[
              {"name":"text","type":"string"},
              {"name":"maybe","type":["null","string"]},
              {"name":"yes","type":["null","boolean"]},
              {"name":"int","type":["null","int"]},
              {"name":"long","type":["null","long"]},
              {"name":"float","type":["null","float"]},
              {"name":"double","type":["null","double"]},
              {"name":"price","type":["null",
                {"type":"bytes","logicalType":"decimal","precision":5,"scale":2}]},
              {"name":"bytes","type":["null","bytes"]},
              {"name":"day","type":["null",{"type":"int","logicalType":"date"}]},
              {"name":"time","type":["null",{"type":"int","logicalType":"time-millis"}]},
              {"name":"at","type":["null",{"type":"long","logicalType":"timestamp-millis"}]},
              {"name":"micros","type":["null",{"type":"long","logicalType":"timestamp-micros"}]},
              {"name":"local","type":["null",{"type":"long","logicalType":"local-timestamp-millis"}]},
              {"name":"list","type":["null",{"type":"array","items":"int"}]},
              {"name":"map","type":["null",{"type":"map","values":"string"}]},
              {"name":"row","type":["null",
                {"type":"record","name":"R","fields":[{"name":"x","type":"int"}]}]}]}
            """;

    private static final String[] NUMBERS = {
        "0",
        "-0",
        "7",
        "-7",
        "007",
        "1.5",
        "-0.0",
        "0.1",
        "1e3",
        "1E-3",
        "1.",
        ".5",
        "1e",
        "+1",
        "2147483648",
        "9223372036854775807",
        "123456789012345678",
        "999999999999999999999",
        "1234567890.12345678",
        "123.45",
        "1234.5",
        "5e-324",
        "1e400",
        "0.30000000000000004",
        "9007199254740993.0",
        "16777217",
        "3.4028236e38",
        "1700000000000",
        "-"
    };

    private static final String[] TEXTS = {
        "",
        "a",
        "plain text",
        "é",
        "\u20ac",
        "\ud83d\ude00",
        "\ufffd",
        "a\\n",
        "\\u00e9",
        "\\\\",
        "\\\"",
        "\t",
        "\u007f",
        "NaN",
        " 1.5 ",
        "-Infinity",
        "2001-01-01T00:03:00Z",
        "2001-01-01T00:03:00.123456+02:00",
        "2001-01-01",
        "00:00:01.5",
        "2001-01-01T00:03:00",
        "AQI=",
        "123.40",
        "2001-02-30T00:00:00Z",
        "+99999999-01-01T00:00:00Z"
    };

    private static final String[] OTHERS = {
        "null",
        "true",
        "false",
        "nul",
        "truee",
        "[]",
        "{}",
        "[1,2]",
        "[ 1 , 2 ]",
        "[1,]",
        "{\"x\":1}",
        "{\"x\":\"a\"}",
        "{ \"x\" : 1 , \"y\" : [ { } ] }",
        "{\"x\":1,}",
        "[[[1]]]"
    };

    private static final String[] SPACES = {"", "", "", "", " ", "\n", "\t \r"};

    private static final List<String> NAMES = EventSchema.parse(AVRO).rowType().getFieldNames();

    private final JsonRows json = open(new int[0]);

    private static JsonRows open(int[] unread) {
        var schema = EventSchema.parse(AVRO);
        var times = TimeColumns.of(schema.rowType(), "", TimeForm.STANDARD);
        var json = new JsonRows(schema, times, NAMES.size(), unread);
        json.open();
        return json;
    }

    private static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyBytesAreReadAsByTheParser(long seed) {
        var random = new Random(seed);
        var plain = 0;
        for (int i = 0; i < 200; i++) {
            var record = record(random);
            for (int damages = random.nextInt(3); damages > 0; damages--) {
                record = damaged(record, random);
            }
            plain += isReadAlike(record) ? 1 : 0;
        }
        assertThat(plain).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"a\"}",
                " { \"text\" : \"é\" , \"other\" : [ {\"x\":[]}, -1.5e3, null, true ] } ",
                "{\"text\":\"\",\"int\":-7,\"long\":123456789012345678,\"double\":1234.56}",
                "{\"double\":0.12345678901234567890,\"text\":\"\",\"float\":1.5,\"price\":\"1.5\"}",
                "{\"at\":1700000000000,\"micros\":\"2001-01-01T00:03:00Z\",\"text\":\"x\"}",
                "{\"text\":\"x\",\"list\":[1,2],\"map\":{\"a\":\"b\"},\"row\":{\"x\":1}}",
                "{\"text\":\"x\",\"long\":9223372036854775807,\"double\":1234567890123456789}",
                "{\"text\":\"x\",\"day\":\"2001-01-01\",\"yes\":false,\"maybe\":null}"
            })
    void whatProgramsWriteIsPlain(String record) {
        assertThatCode(() -> json.plain(record.getBytes(UTF_8))).doesNotThrowAnyException();
        assertThat(isReadAlike(record.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"text\":null}",
                "{\"text\":\"a\\n\"}",
                "{\"text\":\"a\"}{}",
                "{\"text\":\"a\"",
                "{\"text\":\"a",
                "{\"text\":\"a\",\"int\":2147483648}",
                "{\"text\":\"a\",\"double\":01}",
                "{\"text\":\"a\",\"day\":1}"
            })
    void theRestIsLeftToTheParser(String record) {
        assertThatThrownBy(() -> json.plain(record.getBytes(UTF_8)))
                .isInstanceOf(NotPlainException.class);
    }

    /** The parser has limits for all of them, which are larger. */
    @Test
    void nestingNumbersAndNamesHaveLimits() {
        var deep = "[".repeat(10_000) + "]".repeat(10_000);
        var name = "x".repeat(50_001);
        for (var members :
                List.of(
                        "\"other\":" + deep,
                        "\"other\":" + "1".repeat(1_001),
                        "\"other\":[1." + "0".repeat(1_001) + "]",
                        "\"" + name + "\":1",
                        "\"other\":{\"" + name + "\":1}",
                        "\"map\":{\"" + name + "\":\"a\"}")) {
            var record = ("{\"text\":\"a\"," + members + "}").getBytes(UTF_8);
            assertThatThrownBy(() -> json.plain(record)).isInstanceOf(NotPlainException.class);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whetherATextIsReadOrNotTheVerdictIsTheSame(long seed) {
        var random = new Random(seed);
        var some = open(new int[] {0, 1});
        for (int i = 0; i < 50; i++) {
            var record = damaged(record(random), random);
            var whole = outcome(() -> json.read(record, null));
            var part = outcome(() -> some.read(record, null));
            assertThat(part.failure()).isEqualTo(whole.failure());
            assertThat(part.from(2)).isEqualTo(whole.from(2));
        }
    }

    /** Whether a record is plain; if it is, it is held against what the parser makes of it. */
    private boolean isReadAlike(byte[] record) {
        GenericRowData plain;
        try {
            plain = json.plain(record);
        } catch (NotPlainException e) {
            return false;
        }
        assertThat(outcome(() -> json.parsed(record)))
                .as(new String(record, UTF_8))
                .isEqualTo(new Outcome(Optional.of(plain), ""));
        return true;
    }

    private record Outcome(Optional<GenericRowData> row, String failure) {
        List<Object> from(int column) {
            return row.map(
                            each ->
                                    IntStream.range(column, each.getArity())
                                            .mapToObj(i -> comparable(each.getField(i)))
                                            .toList())
                    .orElse(List.of());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Outcome that
                    && failure.equals(that.failure)
                    && from(0).equals(that.from(0));
        }

        @Override
        public int hashCode() {
            return failure.hashCode();
        }

        private static Object comparable(Object value) {
            if (value == null) {
                return "null";
            }
            return value instanceof byte[] bytes ? Arrays.toString(bytes) : value;
        }
    }

    @FunctionalInterface
    private interface Reading {
        Object read() throws IOException;
    }

    private static Outcome outcome(Reading reading) {
        try {
            return new Outcome(Optional.of((GenericRowData) reading.read()), "");
        } catch (IOException | RuntimeException e) {
            return new Outcome(Optional.empty(), Reasons.of(e));
        }
    }

    private static byte[] record(Random random) {
        var names = new ArrayList<>(NAMES);
        if (random.nextBoolean()) {
            Collections.shuffle(names, random);
        }
        var members = new ArrayList<String>();
        for (var name : names) {
            if (name.equals("text") || random.nextInt(4) == 0) {
                members.add(member(name, value(name, random), random));
            }
            if (random.nextInt(20) == 0) {
                members.add(member("other", any(random), random));
            }
        }
        var body = String.join("," + pick(SPACES, random), members);
        return (pick(SPACES, random)
                        + "{"
                        + pick(SPACES, random)
                        + body
                        + "}"
                        + pick(SPACES, random))
                .getBytes(UTF_8);
    }

    private static String member(String name, String value, Random random) {
        return "\""
                + name
                + "\""
                + pick(SPACES, random)
                + ":"
                + pick(SPACES, random)
                + value
                + pick(SPACES, random);
    }

    /** Mostly one that fits. */
    private static String value(String name, Random random) {
        if (random.nextInt(12) == 0) {
            return any(random);
        }
        return switch (name) {
            case "text", "maybe" -> text(random);
            case "yes" -> random.nextBoolean() ? "true" : "false";
            case "int" -> Integer.toString(random.nextInt() >> random.nextInt(32));
            case "long" -> Long.toString(random.nextLong() >> random.nextInt(64));
            case "float", "double" -> number(random);
            case "price" -> random.nextInt(99_999) / 100.0 + "";
            case "bytes" -> "\"AQI=\"";
            case "day" -> "\"2001-01-0" + random.nextInt(10) + "\"";
            case "time" -> "\"00:00:01.5\"";
            case "at", "micros" ->
                    random.nextBoolean()
                            ? Long.toString(random.nextLong() >> 20)
                            : "\"2001-01-01T00:03:00." + random.nextInt(1_000_000) + "Z\"";
            case "local" -> "\"2001-01-01T00:03:00\"";
            case "list" -> "[1, 2,3]";
            case "map" -> "{\"a\":" + text(random) + "}";
            default -> "{\"x\":" + random.nextInt(10) + "}";
        };
    }

    private static String number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Double.toString(random.nextGaussian());
            case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong()));
            case 2 -> random.nextInt(100_000) + "." + random.nextInt(1_000);
            default -> pick(NUMBERS, random);
        };
    }

    private static String any(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> pick(NUMBERS, random);
            case 1 -> text(random);
            default -> pick(OTHERS, random);
        };
    }

    private static String text(Random random) {
        return "\"" + pick(TEXTS, random) + "\"";
    }

    private static String pick(String[] from, Random random) {
        return from[random.nextInt(from.length)];
    }

    /** A record with a byte changed, added or missing, now and then cut short. */
    private static byte[] damaged(byte[] record, Random random) {
        if (record.length == 0) {
            return record;
        }
        int at = random.nextInt(record.length);
        var after = Arrays.copyOfRange(record, at, record.length);
        return switch (random.nextInt(4)) {
            case 0 -> concat(Arrays.copyOf(record, at), after, 1);
            case 1 -> Arrays.copyOf(record, at);
            case 2 -> {
                var changed = record.clone();
                changed[at] = damage(random);
                yield changed;
            }
            default -> concat(Arrays.copyOf(record, at + 1), after, 0);
        };
    }

    private static byte damage(Random random) {
        var likely = "\"\\{}[],:0123456789eE+-. ntf";
        return random.nextBoolean()
                ? (byte) likely.charAt(random.nextInt(likely.length()))
                : (byte) random.nextInt(256);
    }

    private static byte[] concat(byte[] start, byte[] end, int from) {
        var all = Arrays.copyOf(start, start.length + end.length - from);
        System.arraycopy(end, from, all, start.length, end.length - from);
        return all;
    }

    @Test
    void aTextIsACopy() throws Exception {
        var record = "{\"text\":\"abc\"}".getBytes(UTF_8);
        var row = json.plain(record);
        record[9] = 'x';
        assertThat(row.getField(0)).isEqualTo(StringData.fromString("abc"));
    }
}
