package org.tallystick.jobs.source.queue;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.tallystick.source.EventDecoder;
import org.tallystick.source.PartitionName;
import org.tallystick.source.RawRecord;

/**
 * Makes rows of messages, each of which is acknowledged with the checkpoint that has it.
 *
 * <p>A message that is in the checkpoint already, and comes again, makes none. For an event that is
 * sure where events have an id: the same bytes are the same event. Without, two events may look the
 * same, and both are taken. A reject has no id; it is passed over where the broker says, too, that
 * it comes again.
 */
final class QueueEmitter implements RecordEmitter<QueueMessage, RowData, Progress> {
    private final StringData queue;
    private final EventDecoder decoder;
    private final boolean identified;
    private final InstantSource clock;
    private final ToBeExpected expected;
    private final Counter redelivered;
    private final Map<Integer, PartitionName> names = new HashMap<>();

    /**
     * @param identified whether events have an id of their own
     * @param redelivered counts what came again
     */
    QueueEmitter(
            String queue,
            EventDecoder decoder,
            boolean identified,
            InstantSource clock,
            ToBeExpected expected,
            Counter redelivered) {
        this.queue = StringData.fromString(queue);
        this.decoder = decoder;
        this.identified = identified;
        this.clock = clock;
        this.expected = expected;
        this.redelivered = redelivered;
    }

    @Override
    public void emitRecord(QueueMessage message, SourceOutput<RowData> out, Progress progress)
            throws IOException {
        if (!identified) {
            out.collect(decoder.decode(raw(message, progress)));
            progress.read();
            progress.hold(message.receipt());
            return;
        }
        var digest = BodyDigest.of(message.body());
        var again = again(message, digest);
        if (again.isPresent()) {
            redelivered.inc();
            expected.remove(again.get());
            progress.hold(again.get(), message.receipt());
            return;
        }
        var row = decoder.decode(raw(message, progress));
        out.collect(row);
        progress.read();
        boolean isEvent = decoder.layout().isEvent(row);
        progress.hold(isEvent ? digest : digest.ofReject(), message.receipt());
    }

    /** As what it is in the checkpoint; empty where it is new. */
    private Optional<BodyDigest> again(QueueMessage message, BodyDigest digest) {
        if (expected.contains(digest)) {
            return Optional.of(digest);
        }
        return message.redelivered()
                ? Optional.of(digest.ofReject()).filter(expected::contains)
                : Optional.empty();
    }

    private RawRecord raw(QueueMessage message, Progress progress) {
        return new RawRecord(
                message.body(),
                null,
                message.body().length,
                message.damage(),
                names.computeIfAbsent(
                        progress.number(), number -> new PartitionName(queue, number, null)),
                progress.next(),
                message.timestamp(),
                clock.millis(),
                null);
    }
}
