package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tallystick.jobs.retry.Backoff;
import org.tallystick.text.Secrets;

/**
 * Reads a stream on, chunk by chunk. A broker that is away is waited for, in longer and longer
 * pauses, and read on from where it was.
 */
final class StreamPoll implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamPoll.class);

    private final StreamBounds bounds;
    private final StreamGaps gaps;
    private final long end;
    private final Runnable arrived;
    private final Backoff pauses = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(20));
    private StreamPlace place;
    private StreamLink link;
    private long notBefore = System.nanoTime();

    /**
     * @param place from where
     * @param end the offset before which to end; {@link Long#MAX_VALUE} for none
     * @param arrived called whenever something has come
     */
    StreamPoll(StreamGaps gaps, StreamPlace place, long end, Runnable arrived) {
        this.bounds = gaps.bounds();
        this.gaps = gaps;
        this.place = place;
        this.end = end;
        this.arrived = arrived;
    }

    /**
     * Whether there is no more, as far as it is read.
     *
     * @throws UnreadableStreamException where more was read before than there is
     */
    boolean isDone() throws IOException {
        boolean isNew = link == null;
        if (isNew && place.isBehindOneRead() && place.next() > end) {
            throw gaps.madeAnew(place);
        }
        return end == 0 || place.next() >= end;
    }

    /**
     * What has come, which may be nothing.
     *
     * @throws UnreadableStreamException where it cannot be read on
     */
    List<StreamItem> poll() throws IOException {
        try {
            return link == null ? connect() : taken();
        } catch (UnreadableStreamException e) {
            throw e;
        } catch (IOException e) {
            disconnect();
            waitAfter(e);
            return List.of();
        }
    }

    private List<StreamItem> connect() throws IOException {
        if (notBefore - System.nanoTime() > 0) {
            return List.of();
        }
        link = StreamLink.open(bounds.broker(), bounds.stream(), arrived);
        link.begin(place.asked());
        if (place.isBehindOneRead() && !link.hasBegun()) {
            gaps.requireSameEnd(place);
        }
        return taken();
    }

    private List<StreamItem> taken() throws IOException {
        var chunk = link.take(Duration.ZERO);
        if (chunk.isEmpty()) {
            return List.of();
        }
        pauses.reset();
        var items = new ArrayList<StreamItem>();
        gaps.before(chunk.get(), place).ifPresent(items::add);
        add(chunk.get(), items);
        place = new StreamPlace(Math.max(place.next(), chunk.get().behind()), written(chunk.get()));
        return items;
    }

    private long written(Chunk chunk) {
        return chunk.behind() > place.next() ? chunk.timestamp() : place.written();
    }

    private void add(Chunk chunk, List<StreamItem> items) {
        long offset = chunk.offset();
        for (var message : chunk.messages()) {
            if (offset >= place.next() && offset < end) {
                items.add(new StreamItem.Message(offset, chunk.timestamp(), message));
            }
            offset++;
        }
    }

    private void waitAfter(IOException e) {
        var pause = pauses.next();
        LOG.warn(
                "Stream {} is not read, tried again in {}: {}",
                bounds.stream(),
                pause,
                Secrets.mask(e.toString()));
        notBefore = System.nanoTime() + pause.toNanos();
    }

    private void disconnect() {
        if (link != null) {
            link.close();
            link = null;
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
