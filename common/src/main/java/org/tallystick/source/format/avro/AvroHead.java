package org.tallystick.source.format.avro;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.tallystick.source.format.BadRecordException;
import org.tallystick.source.format.Reasons;

/**
 * What an Avro container file begins with: {@code Obj1}, a map of metadata, and sixteen bytes that
 * also stand behind every block.
 */
final class AvroHead {
    private static final byte[] MAGIC = {'b', 'j', 1};
    private static final int MARK = 16;

    /** Larger than any schema. */
    private static final int LARGEST = 1 << 24;

    private final Map<String, byte[]> metadata;
    private final byte[] mark;
    private final byte[] bytes;

    private AvroHead(Map<String, byte[]> metadata, byte[] mark, byte[] bytes) {
        this.metadata = metadata;
        this.mark = mark;
        this.bytes = bytes;
    }

    /**
     * Reads a head.
     *
     * @param begin its first byte, which has been taken
     * @throws BadRecordException where there is none, or one without a schema
     * @throws IOException where the file cannot be read
     */
    static AvroHead read(int begin, AvroInput input) throws IOException {
        if (begin != 'O' || !Arrays.equals(input.take(MAGIC.length), MAGIC)) {
            throw new BadRecordException("no Avro container file: it does not begin with Obj1");
        }
        var metadata = new HashMap<String, byte[]>();
        for (long count = input.whole(); count != 0; count = input.whole()) {
            if (count < 0) {
                input.whole(); // the length of the block
                count = -count;
            }
            for (long i = 0; i < count; i++) {
                var key = new String(input.take(length(input)), StandardCharsets.UTF_8);
                metadata.put(key, input.take(length(input)));
            }
        }
        var mark = input.take(MARK);
        return new AvroHead(metadata, mark, input.seen());
    }

    private static int length(AvroInput input) throws IOException {
        long length = input.whole();
        if (length < 0 || length > LARGEST - input.count()) {
            throw new BadRecordException("a head of more than " + LARGEST + " bytes");
        }
        return (int) length;
    }

    /** Of the bytes that {@link #bytes} gave. */
    static AvroHead of(byte[] bytes) throws IOException {
        var input = new AvroInput(new ByteArrayInputStream(bytes));
        return read(input.next(), input);
    }

    /** All of it. */
    byte[] bytes() {
        return bytes;
    }

    /** What stands behind every block. */
    byte[] mark() {
        return mark;
    }

    /** The name of how blocks are compressed. */
    String codec() {
        var codec = metadata.get("avro.codec");
        return codec == null ? "null" : new String(codec, StandardCharsets.UTF_8);
    }

    /** What the records were written with. */
    Schema schema() throws BadRecordException {
        var text = metadata.get("avro.schema");
        if (text == null) {
            throw new BadRecordException("an Avro container file without a schema");
        }
        try {
            return new Schema.Parser().parse(new String(text, StandardCharsets.UTF_8));
        } catch (AvroRuntimeException e) {
            throw new BadRecordException("the file's schema is no Avro schema: " + Reasons.of(e));
        }
    }
}
