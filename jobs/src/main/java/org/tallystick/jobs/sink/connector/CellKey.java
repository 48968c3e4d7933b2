package org.tallystick.jobs.sink.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a cell is known by in a database, where one column must tell it from all others: a key's own
 * columns may be null.
 */
public final class CellKey {
    /** PostgreSQL indexes up to about 2,700 bytes; what is longer is hashed. */
    public static final int LONGEST = 1_000;

    private CellKey() {}

    /** The key of the cell of this identity: the identity, or its hash where it is long. */
    public static String of(String identity) {
        return of(identity, LONGEST);
    }

    /**
     * The same for a database of its own bounds.
     *
     * @param longest in bytes of UTF-8
     */
    public static String of(String identity, int longest) {
        byte[] bytes = identity.getBytes(UTF_8);
        return bytes.length <= longest ? identity : "sha256:" + sha256(bytes);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
