package org.tallystick.jobs.sink.kinesis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;

/**
 * A version of a cell as a record.
 *
 * @param key the cell, by which Kinesis chooses the shard
 * @param data the version's JSON
 * @param bytes of both
 */
record CellRecord(String key, SdkBytes data, int bytes) {
    /** What Kinesis takes of key and data together. */
    static final int LARGEST = 1 << 20;

    /** What Kinesis takes of a key, characters. */
    private static final int LONGEST_KEY = 256;

    /**
     * @param identity the cell; one that is too long for a key is there by its SHA-256
     * @param line the version
     */
    static CellRecord of(String identity, String line) {
        boolean fits = identity.codePointCount(0, identity.length()) <= LONGEST_KEY;
        var key = fits ? identity : hash(identity);
        var data = SdkBytes.fromString(line, UTF_8);
        int bytes = key.getBytes(UTF_8).length + data.asByteArrayUnsafe().length;
        return new CellRecord(key, data, bytes);
    }

    private static String hash(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    PutRecordsRequestEntry entry() {
        return PutRecordsRequestEntry.builder().partitionKey(key).data(data).build();
    }
}
