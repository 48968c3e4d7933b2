package org.tallystick.source.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesSplitSerializerTest {
    private final FilesSplitSerializer serializer = new FilesSplitSerializer();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatIsWrittenIsRead(long seed) throws Exception {
        var random = new Random(seed);
        var names = new HashSet<String>();
        for (int i = 0; i < 500; i++) {
            names.add(
                    random.ints(random.nextInt(1, 9), 0, 6)
                            .mapToObj(each -> List.of("a", "1", "é", "😀", "😁", "/").get(each))
                            .reduce("", String::concat));
        }
        var place = new FilesSplit.Place("é/😀.jsonl", 7, 1L << 40);
        var split =
                new FilesSplit(
                        names,
                        Optional.of(place).filter(any -> random.nextBoolean()),
                        List.of(
                                new FilesSplit.End(place, 99, true),
                                new FilesSplit.End(FilesSplit.Place.beginning("b"), 0, false)));
        assertThat(serializer.deserialize(2, serializer.serialize(split))).isEqualTo(split);
        assertThat(serializer.deserialize(2, serializer.serialize(FilesSplit.START)))
                .isEqualTo(FilesSplit.START);
    }

    @Test
    void aHundredThousandFilesTakeLittle() throws Exception {
        var names = new HashSet<String>();
        for (int i = 0; i < 100_000; i++) {
            names.add("dt=2024-%02d-%02d/part-%05d.jsonl.gz".formatted(i % 12 + 1, i % 28 + 1, i));
        }
        var split = new FilesSplit(names, Optional.empty(), List.of());
        var bytes = serializer.serialize(split);
        assertThat(bytes).hasSizeLessThan(350_000);
        assertThat(serializer.deserialize(2, bytes)).isEqualTo(split);
    }

    @Test
    void whatVersionOneWroteIsRead() throws Exception {
        var out = new DataOutputSerializer(64);
        out.writeInt(2);
        writeName("b.jsonl", out);
        writeName("a.jsonl", out);
        out.writeBoolean(true);
        writeName("c.jsonl", out);
        out.writeLong(3);
        out.writeLong(120);
        assertThat(serializer.deserialize(1, out.getCopyOfBuffer()))
                .isEqualTo(
                        new FilesSplit(
                                Set.of("a.jsonl", "b.jsonl"),
                                Optional.of(new FilesSplit.Place("c.jsonl", 3, 120)),
                                List.of()));
    }

    @Test
    void aLaterVersionIsRefused() {
        assertThatThrownBy(() -> serializer.deserialize(3, new byte[0]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 3");
    }

    private static void writeName(String name, DataOutputSerializer out) throws IOException {
        out.writeInt(name.length());
        out.write(name.getBytes(StandardCharsets.UTF_8));
    }
}
