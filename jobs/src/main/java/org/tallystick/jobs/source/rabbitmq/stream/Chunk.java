package org.tallystick.jobs.source.rabbitmq.stream;

import com.rabbitmq.stream.Constants;
import com.rabbitmq.stream.compression.Compression;
import com.rabbitmq.stream.compression.CompressionCodecFactory;
import com.rabbitmq.stream.compression.DefaultCompressionCodecFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Messages that a broker has written at one time. It keeps and sends only whole chunks.
 *
 * @param offset of the first message
 * @param timestamp when they were written, epoch ms
 * @param messages as AMQP 1.0 has them
 */
record Chunk(long offset, long timestamp, List<byte[]> messages) {
    private static final CompressionCodecFactory CODECS = new DefaultCompressionCodecFactory();
    private static final int SEVERAL = 0x80;

    /** A pack says itself how large it is: what says more than this is not believed, bytes. */
    private static final int LARGEST_PACK = 64 << 20;

    /** The offset behind the last message. */
    long behind() {
        return offset + messages.size();
    }

    /**
     * Reads a frame of the protocol that brings one.
     *
     * @throws UnreadableStreamException where messages are packed together in a way that cannot be
     *     read
     * @throws IOException where the frame is not as it was sent
     */
    static Chunk of(String stream, byte[] frame) throws IOException {
        var in = ByteBuffer.wrap(frame);
        try {
            in.getShort(); // the command
            boolean second = in.getShort() == Constants.VERSION_2;
            in.get(); // the subscription
            if (second) {
                in.getLong(); // how far the stream is committed
            }
            return of(stream, in);
        } catch (BufferUnderflowException e) {
            throw new IOException("RabbitMQ has sent an incomplete chunk", e);
        }
    }

    private static Chunk of(String stream, ByteBuffer in) throws IOException {
        in.getShort(); // magic and version, and what it is a chunk of
        in.getShort(); // how many entries
        int records = in.getInt();
        long timestamp = in.getLong();
        in.getLong(); // the epoch
        long offset = in.getLong();
        int crc = in.getInt();
        int length = in.getInt();
        in.getLong(); // the trailer's length, and what is reserved
        var data = in.slice(in.position(), Math.min(length, in.remaining()));
        requireSame(data, crc);
        var messages = new ArrayList<byte[]>();
        while (data.hasRemaining()) {
            if ((data.get(data.position()) & SEVERAL) == 0) {
                messages.add(message(data));
            } else {
                unpack(stream, offset + messages.size(), data, messages);
            }
        }
        if (messages.size() != records) {
            throw new IOException("RabbitMQ has sent a chunk of other messages than it says");
        }
        return new Chunk(offset, timestamp, messages);
    }

    private static void requireSame(ByteBuffer data, int crc) throws IOException {
        var sum = new CRC32();
        sum.update(data.duplicate());
        if ((int) sum.getValue() != crc) {
            throw new IOException("RabbitMQ has sent a chunk whose checksum is not its own");
        }
    }

    private static byte[] message(ByteBuffer in) throws IOException {
        return bytes(in, in.getInt());
    }

    private static byte[] bytes(ByteBuffer in, int length) throws IOException {
        if (length < 0 || length > in.remaining()) {
            throw new IOException("RabbitMQ has sent a chunk that ends too soon");
        }
        var bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    /** Messages that their sender has packed into one, compressed or not. */
    private static void unpack(String stream, long offset, ByteBuffer in, List<byte[]> messages)
            throws IOException {
        byte kind = in.get();
        int count = Short.toUnsignedInt(in.getShort());
        int size = in.getInt();
        var packed = bytes(in, in.getInt());
        try {
            var plain = ByteBuffer.wrap(plain((byte) (kind >> 4 & 7), packed, size));
            for (int i = 0; i < count; i++) {
                messages.add(message(plain));
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new UnreadableStreamException(
                    "%d messages of stream %s from offset %d on are packed in a way that cannot be read: %s"
                            .formatted(count, stream, offset, e),
                    e);
        }
    }

    private static byte[] plain(byte compression, byte[] packed, int size) throws IOException {
        if (size < 0 || size > LARGEST_PACK) {
            throw new IOException(
                    "they have %d bytes, and at most %d are unpacked"
                            .formatted(Integer.toUnsignedLong(size), LARGEST_PACK));
        }
        var kind = Compression.get(compression);
        if (kind == Compression.NONE) {
            return packed;
        }
        try (var in = CODECS.get(kind).decompress(new ByteArrayInputStream(packed))) {
            return in.readNBytes(size);
        }
    }
}
