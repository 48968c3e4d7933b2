package org.tallystick.source.format.avro;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.StringData;
import org.tallystick.source.format.BadRecordException;

/** Texts: UTF-8 that is right, since what is not would become the same sign in all of them. */
final class AvroTexts {
    private AvroTexts() {}

    /**
     * The text of bytes.
     *
     * @param path the field's name, for the message
     */
    static StringData text(byte[] utf8, String path) throws BadRecordException {
        check(utf8, path);
        return StringData.fromBytes(utf8);
    }

    /** Whether bytes are a text. */
    static void check(byte[] utf8, String path) throws BadRecordException {
        for (byte each : utf8) {
            if (each < 0) {
                checkAll(utf8, path);
                return;
            }
        }
    }

    private static void checkAll(byte[] utf8, String path) throws BadRecordException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8));
        } catch (CharacterCodingException e) {
            throw new BadRecordException("field '%s': a text that is not UTF-8".formatted(path));
        }
    }
}
