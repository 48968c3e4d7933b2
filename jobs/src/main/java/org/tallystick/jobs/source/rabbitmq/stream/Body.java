package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * What a message says.
 *
 * @param bytes its data; all of it where it has none
 * @param damage why it has no data, or null
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call; nobody compares it
record Body(byte[] bytes, String damage) {
    private static final int DATA = 0x75;
    private static final int SEQUENCE = 0x76;
    private static final int VALUE = 0x77;

    private static final int DESCRIBED = 0x00;
    private static final int SMALL_NUMBER = 0x53;
    private static final int NUMBER = 0x80;
    private static final int SHORT_BINARY = 0xa0;
    private static final int BINARY = 0xb0;

    /**
     * Reads a message as AMQP 1.0 has it: sections, each of which says what it is. Those of data
     * are the body; headers and properties are passed over.
     */
    static Body of(byte[] message) {
        var in = ByteBuffer.wrap(message);
        var data = new ByteArrayOutputStream(message.length);
        boolean any = false;
        try {
            while (in.hasRemaining()) {
                int section = section(in);
                if (section == VALUE || section == SEQUENCE) {
                    return new Body(message, "its body is an AMQP value or sequence, not data");
                }
                if (section == DATA) {
                    data(in, data);
                    any = true;
                } else {
                    skip(in);
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return new Body(message, "it is no message of AMQP 1.0");
        }
        return any
                ? new Body(data.toByteArray(), null)
                : new Body(message, "it is a message without a body");
    }

    private static int section(ByteBuffer in) {
        int form = unsigned(in);
        int kind = unsigned(in);
        if (form != DESCRIBED || (kind != SMALL_NUMBER && kind != NUMBER)) {
            throw new IllegalArgumentException("no section");
        }
        return kind == SMALL_NUMBER ? unsigned(in) : (int) in.getLong();
    }

    private static void data(ByteBuffer in, ByteArrayOutputStream data) {
        int form = unsigned(in);
        if (form != SHORT_BINARY && form != BINARY) {
            throw new IllegalArgumentException("no data");
        }
        int length = form == SHORT_BINARY ? unsigned(in) : in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("data that ends too soon");
        }
        var bytes = new byte[length];
        in.get(bytes);
        data.writeBytes(bytes);
    }

    /**
     * The upper half of a value's first byte says how long it is. No section is described again.
     */
    private static void skip(ByteBuffer in) {
        int form = unsigned(in);
        int length =
                switch (form >> 4) {
                    case 0x4 -> 0;
                    case 0x5 -> 1;
                    case 0x6 -> 2;
                    case 0x7 -> 4;
                    case 0x8 -> 8;
                    case 0x9 -> 16;
                    case 0xa, 0xc, 0xe -> unsigned(in);
                    case 0xb, 0xd, 0xf -> in.getInt();
                    default -> throw new IllegalArgumentException("no value");
                };
        if (length < 0) {
            throw new IllegalArgumentException("a length below nothing");
        }
        in.position(in.position() + length);
    }

    private static int unsigned(ByteBuffer in) {
        return Byte.toUnsignedInt(in.get());
    }
}
