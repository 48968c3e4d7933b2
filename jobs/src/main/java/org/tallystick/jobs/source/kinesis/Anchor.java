package org.tallystick.jobs.source.kinesis;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A record of a shard from which its others are counted.
 *
 * @param position its position
 * @param sequence its sequence number
 */
record Anchor(long position, String sequence) {
    private static final Pattern TEXT = Pattern.compile("(\\d+)=(\\d+)");

    /** As the archive has it. */
    String text() {
        return position + "=" + sequence;
    }

    /** Reads what {@link #text} has written; empty where it is something else. */
    static Optional<Anchor> parse(String text) {
        var parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new Anchor(Long.parseLong(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }
}
