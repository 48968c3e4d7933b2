package org.tallystick.jobs.source.queue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Number, next position, how many digests, the digests. */
final class QueueSplitSerializer implements SimpleVersionedSerializer<QueueSplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(QueueSplit split) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeInt(split.number());
            out.writeLong(split.next());
            out.writeInt(split.unsettled().size());
            for (var digest : split.unsettled()) {
                out.writeLong(digest.high());
                out.writeLong(digest.low());
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public QueueSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("splits of a queue of version " + version + ", not " + VERSION);
        }
        try (var in = new DataInputStream(new ByteArrayInputStream(serialized))) {
            int number = in.readInt();
            long next = in.readLong();
            int count = in.readInt();
            var unsettled = new ArrayList<BodyDigest>();
            for (int i = 0; i < count; i++) {
                unsettled.add(new BodyDigest(in.readLong(), in.readLong()));
            }
            return new QueueSplit(number, next, unsettled);
        }
    }
}
