package org.tallystick.jobs.source.rabbitmq.stream;

import com.rabbitmq.stream.OffsetSpecification;

/**
 * How far a stream is read.
 *
 * @param next the offset of the next message; {@value #UNKNOWN} for the first that there is
 * @param written when the message before it was written, epoch ms; {@value #UNKNOWN} where none was
 *     read
 */
record StreamPlace(long next, long written) {
    private static final long UNKNOWN = -1;

    /** Of which nothing was read: at the first message, whatever its offset. */
    static final StreamPlace FIRST = new StreamPlace(UNKNOWN, UNKNOWN);

    /** At an offset of which it is not known who has read up to it. */
    static StreamPlace at(long offset) {
        return new StreamPlace(offset, UNKNOWN);
    }

    boolean isFirst() {
        return next == UNKNOWN;
    }

    /** Whether the message before it was read. */
    boolean isBehindOneRead() {
        return written != UNKNOWN;
    }

    /**
     * What to ask for: the chunk of the message that was read last, too, so that it can be seen
     * whether the stream is still the same.
     */
    OffsetSpecification asked() {
        if (isFirst()) {
            return OffsetSpecification.first();
        }
        return OffsetSpecification.offset(isBehindOneRead() ? next - 1 : next);
    }
}
