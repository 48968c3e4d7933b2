package org.tallystick.jobs.source.rabbitmq.stream;

import com.rabbitmq.stream.OffsetSpecification;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.tallystick.jobs.rabbitmq.StreamBroker;
import org.tallystick.pipeline.SourceSpec.Start;

/**
 * Where a stream begins and ends. Brokers older than 3.11 do not say, so some of its messages are
 * looked at; the others are asked in the same way.
 *
 * @param stream its name
 */
record StreamBounds(StreamBroker broker, String stream) implements Serializable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The oldest messages; empty where there are none. */
    Optional<Chunk> first() throws IOException {
        return chunk(OffsetSpecification.first(), false);
    }

    /** The newest messages; empty where there are none. */
    Optional<Chunk> last() throws IOException {
        var last = chunk(OffsetSpecification.last(), false);
        return last.isPresent() || first().isEmpty() ? last : committed();
    }

    /** The newest has been written, but is not on enough nodes of a cluster yet. */
    private Optional<Chunk> committed() throws IOException {
        var last = chunk(OffsetSpecification.last(), true);
        if (last.isEmpty()) {
            throw new IOException("RabbitMQ does not give the newest messages of " + stream);
        }
        return last;
    }

    /** The offset behind the newest message; 0 where there is none. */
    long end() throws IOException {
        return last().map(Chunk::behind).orElse(0L);
    }

    /** A place to begin at. */
    StreamPlace of(Start start) throws IOException {
        if (start instanceof Start.Earliest) {
            return StreamPlace.FIRST;
        }
        // Asked first, so that what comes meanwhile is behind it.
        long end = end();
        if (start instanceof Start.At at) {
            var since = chunk(OffsetSpecification.timestamp(at.timestamp().toEpochMilli()), false);
            if (since.isPresent()) {
                return StreamPlace.at(beginning(since.get(), at.timestamp()));
            }
        }
        return end == 0 ? StreamPlace.FIRST : StreamPlace.at(end);
    }

    private static long beginning(Chunk chunk, Instant time) {
        return chunk.timestamp() < time.toEpochMilli() ? chunk.behind() : chunk.offset();
    }

    private Optional<Chunk> chunk(OffsetSpecification at, boolean isThere) throws IOException {
        try (var link = StreamLink.open(broker, stream, () -> {})) {
            link.begin(at);
            boolean came = link.hasBegun();
            return link.take(came || !isThere ? Duration.ZERO : PATIENCE);
        }
    }
}
