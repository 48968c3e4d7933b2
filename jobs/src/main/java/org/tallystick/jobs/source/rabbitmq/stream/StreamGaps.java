package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.IOException;
import java.util.Optional;
import org.tallystick.pipeline.SourceSpec.OnGap;

/**
 * Whether a chunk goes on where a stream was read to, which the broker does not say: it goes on
 * with the oldest that there is.
 *
 * @param onGap what to do where it does not
 */
record StreamGaps(StreamBounds bounds, OnGap onGap) {
    /**
     * Brokers note something at the beginning of each of a stream's files, and give that an offset
     * of its own. Whole files are removed, each of which also has a chunk.
     */
    private static final int NOTED = 1;

    /**
     * What is lost before a chunk; empty where nothing is.
     *
     * @throws UnreadableStreamException where the run is not to go on
     */
    Optional<StreamItem> before(Chunk chunk, StreamPlace place) throws IOException {
        if (place.isFirst() || chunk.offset() <= place.next() + NOTED) {
            requireSame(chunk, place);
            return Optional.empty();
        }
        // Consumers may have noted something between, too.
        if (bounds.first().map(Chunk::offset).orElse(0L) <= place.next()) {
            return Optional.empty();
        }
        var lost = new StreamItem.Lost(place.next(), chunk.offset());
        if (onGap == OnGap.STOP) {
            throw new UnreadableStreamException(
                    "of stream %s, %s: with 'on-gap: continue' in the source the run goes on behind them, and a reject stands for them"
                            .formatted(bounds.stream(), lost));
        }
        return Optional.of(lost);
    }

    private void requireSame(Chunk chunk, StreamPlace place) throws IOException {
        boolean isBefore = chunk.behind() < place.next();
        boolean isAnother =
                place.isBehindOneRead()
                        && chunk.offset() < place.next()
                        && chunk.behind() >= place.next()
                        && chunk.timestamp() != place.written();
        if (isBefore || isAnother) {
            throw madeAnew(place);
        }
    }

    /** Whether a stream is still the one that was read, where it gives nothing behind that. */
    void requireSameEnd(StreamPlace place) throws IOException {
        var last = bounds.last();
        if (last.isPresent()
                && last.get().behind() < place.next()
                && last.get().timestamp() > place.written()) {
            throw madeAnew(place);
        }
    }

    /** Why a stream is not read on which is another than it was. */
    UnreadableStreamException madeAnew(StreamPlace place) {
        return new UnreadableStreamException(
                "stream %s was read up to offset %d, and has other messages there now: it was made anew, or has lost what it had; a position is archived once: begin another archive with --new-history NAMESPACE"
                        .formatted(bounds.stream(), place.next() - 1));
    }
}
