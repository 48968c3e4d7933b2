package org.tallystick.source.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.table.data.StringData;

/** Texts: UTF-8 that is right, since what is not would become the same sign in all of them. */
public final class Utf8Texts {
    private Utf8Texts() {}

    /**
     * The text of bytes.
     *
     * @param path the field's name, for the message
     */
    public static StringData text(byte[] utf8, String path) throws BadRecordException {
        check(utf8, path);
        return StringData.fromBytes(utf8);
    }

    /** Fails where bytes are no text. */
    public static void check(byte[] utf8, String path) throws BadRecordException {
        if (!isText(utf8)) {
            throw new BadRecordException("field '%s': a text that is not UTF-8".formatted(path));
        }
    }

    /** Whether bytes are a text. */
    public static boolean isText(byte[] utf8) {
        for (byte each : utf8) {
            if (each < 0) {
                return isUtf8(utf8);
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
