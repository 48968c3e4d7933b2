package org.tallystick.jobs.sink;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tallystick.pipeline.SinkTarget;

/**
 * The addresses of the sinks' state in savepoints, such as {@code sink-kafka-cells-1f0c5a...}.
 *
 * <p>They come from where a sink writes to and from nothing else. So a sink keeps its state, and a
 * transactional one its transactions, whatever other sinks are added, removed or moved.
 */
public final class SinkUids {
    private static final String PREFIX = "sink-";
    private static final int HASH_BYTES = 8;

    private SinkUids() {}

    /** Letters, digits, dots, dashes and underscores; different for every target. */
    public static String of(SinkTarget target) {
        var name = target.name().replaceAll("[^A-Za-z0-9._-]", "_");
        return PREFIX + target.connector() + "-" + name + "-" + hash(target);
    }

    /** Whether state of an operator of this uid is a sink's: its writer's or its committer's. */
    public static boolean isSink(String uid) {
        return uid.matches("(Sink Committer: )?" + PREFIX + ".*");
    }

    private static String hash(SinkTarget target) {
        byte[] text = String.join("\n", target.name(), target.address()).getBytes(UTF_8);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
