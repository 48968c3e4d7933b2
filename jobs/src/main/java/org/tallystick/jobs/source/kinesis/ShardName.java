package org.tallystick.jobs.source.kinesis;

import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.table.data.StringData;
import org.tallystick.source.PartitionName;

/**
 * A shard of a stream.
 *
 * @param stream its name
 * @param created when the stream was, which tells it from others of its name
 * @param id as Kinesis has it, such as {@code shardId-000000000003}
 */
record ShardName(String stream, String created, String id) {
    private static final Pattern ID = Pattern.compile("shardId-(\\d{1,18})");

    /** What the archive knows a shard's records by, besides stream and number. */
    record Origin(String created, Anchor anchor) {

        static Optional<Origin> parse(String topicId) {
            int slash = topicId.indexOf('/');
            return slash < 0
                    ? Optional.empty()
                    : Anchor.parse(topicId.substring(slash + 1))
                            .map(anchor -> new Origin(topicId.substring(0, slash), anchor));
        }

        String text() {
            return created + "/" + anchor.text();
        }
    }

    /** The id of the split that reads a shard. */
    static String splitId(String stream, int number) {
        return "%s/shardId-%012d".formatted(stream, number);
    }

    String splitId() {
        return splitId(stream, number());
    }

    /**
     * @throws IllegalStateException for an id that is written otherwise than all are
     */
    int number() {
        var parts = ID.matcher(id);
        if (!parts.matches() || Long.parseLong(parts.group(1)) > Integer.MAX_VALUE) {
            throw new IllegalStateException(
                    "kinesis source: shard '%s' of %s has no number".formatted(id, stream));
        }
        return Integer.parseInt(parts.group(1));
    }

    /** What its records have in common. */
    PartitionName partition(Anchor anchor) {
        return new PartitionName(
                StringData.fromString(stream),
                number(),
                StringData.fromString(new Origin(created, anchor).text()));
    }

    @Override
    public String toString() {
        return splitId();
    }
}
