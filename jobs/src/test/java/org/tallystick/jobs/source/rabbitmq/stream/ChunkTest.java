package org.tallystick.jobs.source.rabbitmq.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.stream.Constants;
import com.rabbitmq.stream.compression.Compression;
import com.rabbitmq.stream.compression.DefaultCompressionCodecFactory;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Chunks as the protocol has them. */
class ChunkTest {
    private static final List<String> TEXTS = List.of("one", "", "three");

    @ParameterizedTest
    @ValueSource(shorts = {Constants.VERSION_1, Constants.VERSION_2})
    void bothVersionsOfTheFrameAreRead(short version) throws Exception {
        var chunk = Chunk.of("s", frame(version, 3, messages(TEXTS)));

        assertThat(chunk.offset()).isEqualTo(70);
        assertThat(chunk.behind()).isEqualTo(73);
        assertThat(chunk.timestamp()).isEqualTo(1_700_000_000_123L);
        assertThat(texts(chunk)).isEqualTo(TEXTS);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void whatASenderPacksIsUnpacked(Compression compression) throws Exception {
        var entries = new ByteArrayOutputStream();
        entries.write(messages(List.of("before")));
        entries.write(packed(compression.code(), pack(compression, messages(TEXTS)), 3));
        entries.write(messages(List.of("behind")));

        var chunk = Chunk.of("s", frame(Constants.VERSION_1, 5, entries.toByteArray()));

        assertThat(texts(chunk)).containsExactly("before", "one", "", "three", "behind");
    }

    @Test
    void whatCannotBeUnpackedEndsTheRunInOneLine() throws Exception {
        var unknown = frame(Constants.VERSION_1, 3, packed((byte) 6, messages(TEXTS), 3));
        var broken = frame(Constants.VERSION_1, 3, packed((byte) 1, messages(TEXTS), 3));

        var large = packed((byte) 1, pack(Compression.GZIP, messages(TEXTS)), 3);
        large[3] = 0x7f; // what it says that it is unpacked, 2 GB
        var tooLarge = frame(Constants.VERSION_1, 3, large);

        for (var frame : List.of(unknown, broken, tooLarge)) {
            assertThatThrownBy(() -> Chunk.of("s", frame))
                    .isInstanceOf(UnreadableStreamException.class)
                    .hasMessageStartingWith(
                            "rabbitmq source: 3 messages of stream s from offset 70 on are packed in a way that cannot be read: ");
        }
    }

    @Test
    void aFrameThatWasChangedOnItsWayMayComeAgain() throws Exception {
        var changed = frame(Constants.VERSION_1, 3, messages(TEXTS));
        changed[changed.length - 1] ^= 1;
        var fewer = frame(Constants.VERSION_1, 4, messages(TEXTS));

        for (var frame : List.of(changed, fewer, new byte[] {0, 8, 0, 1, 1})) {
            assertThatThrownBy(() -> Chunk.of("s", frame))
                    .isExactlyInstanceOf(IOException.class)
                    .hasMessageStartingWith("RabbitMQ has sent ");
        }
    }

    private static List<String> texts(Chunk chunk) {
        return chunk.messages().stream().map(message -> new String(message, UTF_8)).toList();
    }

    private static byte[] messages(List<String> texts) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        for (var text : texts) {
            out.writeInt(text.length());
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    private static byte[] pack(Compression compression, byte[] plain) throws IOException {
        if (compression == Compression.NONE) {
            return plain;
        }
        var bytes = new ByteArrayOutputStream();
        try (var out = new DefaultCompressionCodecFactory().get(compression).compress(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }

    private static byte[] packed(byte compression, byte[] packed, int count) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(0x80 | compression << 4);
        out.writeShort(count);
        out.writeInt(messages(TEXTS).length);
        out.writeInt(packed.length);
        out.write(packed);
        return bytes.toByteArray();
    }

    private static byte[] frame(short version, int records, byte[] entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeShort(Constants.COMMAND_DELIVER);
        out.writeShort(version);
        out.writeByte(1);
        if (version == Constants.VERSION_2) {
            out.writeLong(70);
        }
        out.writeByte(0x50);
        out.writeByte(0);
        out.writeShort(1);
        out.writeInt(records);
        out.writeLong(1_700_000_000_123L);
        out.writeLong(1);
        out.writeLong(70);
        var sum = new CRC32();
        sum.update(entries);
        out.writeInt((int) sum.getValue());
        out.writeInt(entries.length);
        out.writeLong(0);
        out.write(entries);
        return bytes.toByteArray();
    }
}
