package org.tallystick.jobs.source.rabbitmq.stream;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.tallystick.source.RawRecord;

/** Reads a stream's oldest messages without a job. */
record StreamSample(StreamBounds bounds) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * @param limit how many at most
     * @return whether there are more
     */
    boolean read(long limit, InstantSource clock, Consumer<RawRecord> records) throws IOException {
        long end = bounds.end();
        if (end == 0) {
            return false;
        }
        var partition = StreamRows.partition(bounds.stream());
        try (var link = StreamLink.open(bounds.broker(), bounds.stream(), () -> {})) {
            link.begin(StreamPlace.FIRST.asked());
            long read = 0;
            long next = 0;
            while (read < limit && next < end) {
                var chunk = link.take(PATIENCE);
                if (chunk.isEmpty()) {
                    throw new IOException("no messages of stream " + bounds.stream() + " come");
                }
                next = chunk.get().offset();
                for (var message : chunk.get().messages()) {
                    if (read < limit && next < end) {
                        var found =
                                new StreamItem.Message(next++, chunk.get().timestamp(), message);
                        records.accept(StreamRows.raw(found, partition, clock.millis()));
                        read++;
                    }
                }
            }
            return next < end;
        }
    }
}
